//! Who may ask: the browser that opened the link, from the page of this server.

use std::sync::{Mutex, PoisonError};

use super::request::Request;
use super::response::{Response, Status};
use super::token::Token;
use crate::failure::Failure;

/// A page that leads to the editor. The request that follows comes from this server, so that the browser sends a cookie
/// that it keeps from requests of other sites. It has a query, because the service worker of a page that another server
/// had at this address answers for requests without one.
const ENTRANCE: &str = "<!doctype html><meta http-equiv=\"refresh\" content=\"0; url=/?local\">\
                        <link rel=\"icon\" href=\"/icon.svg\"><title>Dagu chart: values editor</title>\
                        <a href=\"/?local\">Open the values editor</a>\n";

pub(super) struct Access {
    /// The names of this server in a URL.
    hosts: [String; 2],
    /// Opens the editor once; `None` after that.
    token: Mutex<Option<Token>>,
    /// What the browser gets for the token.
    session: Token,
    /// Browsers share cookies among the ports of a host, so the name contains the port.
    cookie: String,
}

impl Access {
    /// The access to the server on a port, and the link that opens it once.
    pub(super) fn new(port: u16) -> Result<(Self, String), Failure> {
        let token = Token::generate()?;
        // Browsers leave out the default port.
        let suffix = if port == 80 { String::new() } else { format!(":{port}") };
        let hosts = [format!("127.0.0.1{suffix}"), format!("localhost{suffix}")];
        let link = format!("http://{}/?token={}", hosts[0], token.as_str());
        let access = Self {
            hosts,
            token: Mutex::new(Some(token)),
            session: Token::generate()?,
            cookie: format!("dagu-ui-{port}"),
        };
        Ok((access, link))
    }

    /// Refuses a request that was sent to another name, which an attacker can point to this machine, or from a page of
    /// another server.
    pub(super) fn ensure_own(&self, request: &Request) -> Result<(), Response> {
        let refused =
            |header| Response::text(Status::FORBIDDEN, &format!("the request has a foreign {header}"));
        let host = request.header("host")?.filter(|host| self.hosts.iter().any(|own| own == host));
        let host = host.ok_or_else(|| refused("Host"))?;
        match request.header("origin")? {
            Some(origin) if origin.strip_prefix("http://") != Some(host) => Err(refused("Origin")),
            _ => Ok(()),
        }
    }

    /// Answers a request with a token, which is used up by it.
    pub(super) fn enter(&self, request: &Request) -> Result<Option<Response>, Response> {
        let Some(given) = request.query.strip_prefix("token=").filter(|_| request.path == "/") else {
            return Ok(None);
        };
        let mut token = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        let is_right = token.take_if(|token| token.is(given)).is_some();
        // The browser that used the link may open it again.
        if !is_right && self.ensure_session(request).is_err() {
            return Err(Response::text(
                Status::FORBIDDEN,
                &format!(
                    "this link is wrong or was used: open http://{}/?local in the browser that used it, or run \
                     `helm dagu ui` again",
                    self.hosts[0]
                ),
            ));
        }
        let cookie = format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie, self.session.as_str());
        Ok(Some(
            Response::new(Status::OK, "text/html; charset=utf-8", ENTRANCE.as_bytes()).with_cookie(cookie),
        ))
    }

    /// Refuses a request without the cookie.
    pub(super) fn ensure_session(&self, request: &Request) -> Result<(), Response> {
        let cookies = request.header("cookie")?.unwrap_or_default().split(';');
        let mut pairs = cookies.filter_map(|cookie| cookie.trim().split_once('='));
        match pairs.any(|(name, value)| name == self.cookie && self.session.is(value)) {
            true => Ok(()),
            false => Err(Response::text(
                Status::FORBIDDEN,
                "this browser has not opened the link that `helm dagu ui` printed",
            )),
        }
    }
}
