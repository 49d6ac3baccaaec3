//! The server: one thread for each connection, one request for each connection.

use std::io::Read;
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use dagu_chart_api::LocalEdit;
use serde::Serialize;

use super::access::Access;
use super::documents::Documents;
use super::page;
use super::patience::Patience;
use super::request::{Request, Stop};
use super::response::{Response, Status};
use crate::failure::Failure;

/// The path of the documents.
const DOCUMENTS: &str = "/local.json";
/// How long a request may take, and the same for its response. A client on this machine answers at once.
const LONGEST: Duration = Duration::from_secs(10);
/// How long the rest of a refused request is read, so that the client reads the response.
const LINGER: Duration = Duration::from_secs(1);
/// A browser opens fewer than ten.
const MOST_CONNECTIONS: usize = 64;

/// A server on loopback, which runs until the program ends.
pub(crate) struct Server {
    shared: Arc<Shared>,
    link: String,
}

struct Shared {
    access: Access,
    documents: Documents,
}

impl Server {
    /// Serves documents on a port of loopback; on a free one if it is 0.
    pub(crate) fn start(port: u16, documents: Documents) -> Result<Self, Failure> {
        if !page::is_embedded() {
            return Err(Failure::NoPage);
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .map_err(|error| Failure::Listen { port, error })?;
        let port = listener.local_addr().map_err(|error| Failure::Listen { port, error })?.port();
        let (access, link) = Access::new(port)?;
        let shared = Arc::new(Shared { access, documents });
        let server = Self { shared: Arc::clone(&shared), link };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // Each connection has a reference.
                if Arc::strong_count(&shared) <= MOST_CONNECTIONS {
                    let shared = Arc::clone(&shared);
                    thread::spawn(move || shared.serve(stream));
                }
            }
        });
        Ok(server)
    }

    /// The link that opens the page once.
    pub(crate) fn link(&self) -> &str {
        &self.link
    }

    /// Waits until files that are being written are whole. None is written after this.
    pub(crate) fn stop(self) {
        self.shared.documents.close();
    }
}

impl Shared {
    fn serve(&self, stream: TcpStream) {
        let mut client = Patience::new(&stream, LONGEST);
        let response = Request::read(&mut client).and_then(|request| self.answer(&request, &mut client));
        let response = match response {
            Ok(response) | Err(Stop::Refused(response)) => response,
            Err(Stop::Gone) => return,
        };
        if response.send(&mut Patience::new(&stream, LONGEST)).is_ok() {
            linger(&stream);
        }
    }

    fn answer(&self, request: &Request, stream: &mut impl Read) -> Result<Response, Stop> {
        self.access.ensure_own(request)?;
        if let Some(entrance) = self.access.enter(request)? {
            return Ok(entrance);
        }
        self.access.ensure_session(request)?;
        match (&*request.method, &*request.path) {
            ("GET", DOCUMENTS) => Ok(answer(self.documents.load())),
            ("PUT", DOCUMENTS) => {
                let edit = edit(request, stream)?;
                Ok(answer(self.documents.save(edit)))
            }
            ("GET", path) => match page::file(path) {
                Some((media_type, gzip)) => Ok(Response::new(Status::OK, media_type, gzip).compressed()),
                None => Err(Response::text(Status::NOT_FOUND, "no such file").into()),
            },
            _ => Err(Response::text(Status::METHOD_NOT_ALLOWED, "this method is not allowed here").into()),
        }
    }
}

/// The edit in the body of a request. Pages of other servers cannot send JSON without asking first.
fn edit(request: &Request, stream: &mut impl Read) -> Result<LocalEdit, Stop> {
    if request.header("content-type")? != Some("application/json") {
        return Err(
            Response::text(Status::UNSUPPORTED_MEDIA_TYPE, "the body has to be application/json").into()
        );
    }
    let body = request.body(stream)?;
    let edit = serde_json::from_slice(&body);
    Ok(edit.map_err(|error| Response::text(Status::BAD_REQUEST, &format!("invalid request: {error}")))?)
}

fn answer(result: Result<impl Serialize, Failure>) -> Response {
    match result {
        Ok(answer) => {
            let body = serde_json::json!(answer).to_string();
            Response::new(Status::OK, "application/json", body.into_bytes())
        }
        Err(failure @ Failure::FileChanged(_)) => Response::text(Status::CONFLICT, &failure.to_string()),
        Err(failure @ Failure::NotAFile(_)) => {
            Response::text(Status::METHOD_NOT_ALLOWED, &failure.to_string())
        }
        Err(failure) => Response::text(Status::INTERNAL_SERVER_ERROR, &failure.to_string()),
    }
}

/// Reads what the client still sends: closing a connection with unread bytes discards the response.
fn linger(stream: &TcpStream) {
    let mut rest = [0; 64 << 10];
    let mut client = Patience::new(stream, LINGER);
    let is_shut = stream.shutdown(Shutdown::Write).is_ok();
    while is_shut && client.read(&mut rest).is_ok_and(|count| count > 0) {}
}
