//! An HTTP request, with limits on its size.

use std::io::{self, Read};

use super::response::{Response, Status};

/// Browsers send a few kilobytes at most.
const LONGEST_HEAD: usize = 16 << 10;
const MOST_HEADERS: usize = 64;
/// Values of a release that are longer do not fit into Helm's Secret, which has 1 MiB.
const LONGEST_BODY: u64 = 4 << 20;

/// Why a request has no ordinary response.
pub(super) enum Stop {
    /// The client is gone, or sends nothing.
    Gone,
    Refused(Response),
}

impl From<io::Error> for Stop {
    fn from(_: io::Error) -> Self {
        Self::Gone
    }
}

impl From<Response> for Stop {
    fn from(response: Response) -> Self {
        Self::Refused(response)
    }
}

pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    /// What follows `?`; empty if nothing does.
    pub(super) query: String,
    headers: Vec<(String, String)>,
    /// The start of the body, which was read with the head.
    rest: Vec<u8>,
}

impl Request {
    /// Reads the head of a request, and no more of its body than comes with it.
    pub(super) fn read(stream: &mut impl Read) -> Result<Self, Stop> {
        let mut bytes = Vec::new();
        let mut chunk = [0; 4096];
        loop {
            let count = stream.read(&mut chunk)?;
            if count == 0 {
                return Err(Stop::Gone);
            }
            bytes.extend_from_slice(&chunk[..count]);
            if let Some(request) = Self::parse(&bytes)? {
                return Ok(request);
            }
            if bytes.len() >= LONGEST_HEAD {
                return Err(
                    Response::text(Status::HEADERS_TOO_LARGE, "the request headers are too long").into()
                );
            }
        }
    }

    /// `None` if the head is not complete.
    fn parse(bytes: &[u8]) -> Result<Option<Self>, Response> {
        let invalid = |message: &str| Response::text(Status::BAD_REQUEST, message);
        let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut head = httparse::Request::new(&mut headers);
        let start = match head.parse(bytes) {
            Ok(httparse::Status::Complete(start)) => start,
            Ok(httparse::Status::Partial) => return Ok(None),
            Err(error) => return Err(invalid(&format!("invalid HTTP request: {error}"))),
        };
        let (path, query) = {
            let target = head.path.unwrap_or_default();
            target.split_once('?').unwrap_or((target, ""))
        };
        if !is_plain(path) {
            return Err(invalid("the path of the URL is invalid"));
        }
        let text = |header: &httparse::Header<'_>| {
            let value = str::from_utf8(header.value).map_err(|_| invalid("a request header is not text"))?;
            Ok((header.name.to_ascii_lowercase(), value.to_owned()))
        };
        Ok(Some(Self {
            method: head.method.unwrap_or_default().to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: head.headers.iter().map(text).collect::<Result<_, _>>()?,
            rest: bytes[start..].to_vec(),
        }))
    }

    /// The value of a header, whose name is in lower case. A header that is there twice is refused: two programs could
    /// read it differently.
    pub(super) fn header(&self, name: &str) -> Result<Option<&str>, Response> {
        let mut values = self.headers.iter().filter(|header| header.0 == name).map(|header| &*header.1);
        match (values.next(), values.next()) {
            (_, Some(_)) => {
                Err(Response::text(Status::BAD_REQUEST, &format!("the header {name} is there twice")))
            }
            (value, None) => Ok(value),
        }
    }

    /// Reads the body. One that is too long is refused before it is read.
    pub(super) fn body(&self, stream: &mut impl Read) -> Result<Vec<u8>, Stop> {
        let length = self
            .header("content-length")?
            .filter(|_| self.headers.iter().all(|header| header.0 != "transfer-encoding"));
        let length = length.and_then(|length| length.parse::<u64>().ok());
        let length = length.ok_or_else(|| {
            Response::text(
                Status::LENGTH_REQUIRED,
                "the request needs a Content-Length and no Transfer-Encoding",
            )
        })?;
        if length > LONGEST_BODY {
            return Err(Response::text(Status::CONTENT_TOO_LARGE, "the values are longer than 4 MiB").into());
        }
        let mut body = self.rest.clone();
        let missing = length.saturating_sub(body.len() as u64);
        stream.take(missing).read_to_end(&mut body)?;
        // A client that is gone in the middle must not save a part of the text.
        if body.len() as u64 == length { Ok(body) } else { Err(Stop::Gone) }
    }
}

/// Whether a path names a file without detours. No file of the page needs an escape.
fn is_plain(path: &str) -> bool {
    path.starts_with('/') && !path.contains(['%', '\\']) && !path.split('/').any(|part| part == "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Request, Stop> {
        Request::read(&mut text.as_bytes())
    }

    #[test]
    fn a_request_has_a_path_a_query_and_headers() {
        let Ok(request) = read("GET /a.js?b=c HTTP/1.1\r\nHost: x\r\nX-Twice: 1\r\nx-twice: 2\r\n\r\n")
        else {
            panic!("a request");
        };
        assert_eq!((&*request.method, &*request.path, &*request.query), ("GET", "/a.js", "b=c"));
        assert!(
            matches!(request.header("host"), Ok(Some("x"))) && matches!(request.header("none"), Ok(None))
        );
        assert!(request.header("x-twice").is_err());
    }

    #[test]
    fn a_path_with_a_detour_is_refused() {
        for path in ["/../x", "/a/..", "/%2e%2e/x", "/..%2fx", "/a\\..\\x", "x", "http://localhost/"] {
            assert!(matches!(read(&format!("GET {path} HTTP/1.1\r\n\r\n")), Err(Stop::Refused(_))), "{path}");
        }
        assert!(["/", "/a..b", "/assets/a.js"].into_iter().all(is_plain));
    }

    #[test]
    fn a_request_that_never_ends_is_refused_or_dropped() {
        assert!(matches!(read("GET / HTTP/1.1\r\nHost: x\r\n"), Err(Stop::Gone)));
        let long = format!("GET / HTTP/1.1\r\nX: {}", "x".repeat(LONGEST_HEAD));
        assert!(matches!(read(&long), Err(Stop::Refused(_))));
    }

    #[test]
    fn a_body_is_read_whole_or_not_at_all() {
        let body = |head: &str, rest: &str| {
            let Ok(request) = read(&format!("PUT / HTTP/1.1\r\n{head}\r\n\r\nab")) else {
                panic!("a request")
            };
            request.body(&mut rest.as_bytes())
        };
        assert!(matches!(body("Content-Length: 4", "cd"), Ok(body) if body == b"abcd"));
        assert!(matches!(body("Content-Length: 5", "cd"), Err(Stop::Gone)), "cut off");
        assert!(matches!(body("Content-Length: 1", ""), Err(Stop::Gone)), "more than announced");
        for head in ["X: y", "Content-Length: x", "Content-Length: 4\r\nTransfer-Encoding: chunked"] {
            assert!(matches!(body(head, "cd"), Err(Stop::Refused(_))), "{head}");
        }
        assert!(matches!(body("Content-Length: 4194305", ""), Err(Stop::Refused(_))));
    }
}
