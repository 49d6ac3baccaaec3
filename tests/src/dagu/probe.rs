//! Probes, run as a kubelet runs them.

use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Result, bail, ensure};

use super::container::{Container, HttpGet, Port, Probe};
use super::grpc;
use super::http::{self, Request};

/// One probe.
pub(super) struct Check<'p> {
    handler: Handler<'p>,
    timeout: Duration,
}

enum Handler<'p> {
    Http(&'p HttpGet),
    Tcp(&'p Port),
    Grpc(&'p Port),
}

impl<'p> Check<'p> {
    /// Reads a probe.
    pub(super) fn of(probe: &'p Probe) -> Result<Self> {
        let handler = match (&probe.http_get, &probe.tcp_socket, &probe.grpc) {
            (Some(get), None, None) => Handler::Http(get),
            (None, Some(socket), None) => Handler::Tcp(&socket.port),
            (None, None, Some(grpc)) => Handler::Grpc(&grpc.port),
            _ => bail!("a probe asks in exactly one way"),
        };
        Ok(Self { handler, timeout: Duration::from_secs(probe.timeout_seconds) })
    }

    /// Asks a container once.
    pub(super) fn ask(&self, container: &Container, address: Ipv4Addr) -> Result<()> {
        let at = |port| Ok::<_, anyhow::Error>(SocketAddr::from((address, container.port(port)?)));
        match self.handler {
            Handler::Http(get) => {
                let answer = http::send(at(&get.port)?, &Request::get(&get.path), self.timeout)?;
                ensure!((200..400).contains(&answer.status), "{} answers {}", get.path, answer.status);
                // The page answers every path that is no endpoint, so it would answer for a wrong one too.
                ensure!(!answer.body.contains("<html"), "{} answers with a page", get.path);
            }
            Handler::Tcp(port) => {
                TcpStream::connect_timeout(&at(port)?, self.timeout)?;
            }
            Handler::Grpc(port) => grpc::health(at(port)?, self.timeout)?,
        }
        Ok(())
    }
}
