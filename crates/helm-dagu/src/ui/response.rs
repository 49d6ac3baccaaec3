//! An HTTP response.

use std::borrow::Cow;
use std::io::{self, Write};

use super::page::POLICY;

/// A status code with its phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Status(u16, &'static str);

impl Status {
    pub(super) const OK: Self = Self(200, "OK");
    pub(super) const BAD_REQUEST: Self = Self(400, "Bad Request");
    pub(super) const FORBIDDEN: Self = Self(403, "Forbidden");
    pub(super) const NOT_FOUND: Self = Self(404, "Not Found");
    pub(super) const METHOD_NOT_ALLOWED: Self = Self(405, "Method Not Allowed");
    pub(super) const CONFLICT: Self = Self(409, "Conflict");
    pub(super) const LENGTH_REQUIRED: Self = Self(411, "Length Required");
    pub(super) const CONTENT_TOO_LARGE: Self = Self(413, "Content Too Large");
    pub(super) const UNSUPPORTED_MEDIA_TYPE: Self = Self(415, "Unsupported Media Type");
    pub(super) const HEADERS_TOO_LARGE: Self = Self(431, "Request Header Fields Too Large");
    pub(super) const INTERNAL_SERVER_ERROR: Self = Self(500, "Internal Server Error");
}

/// Headers of every response: nothing is cached or embedded elsewhere, and each connection answers one request.
const HEADERS: &str = "\
Cache-Control: no-store\r
Connection: close\r
Cross-Origin-Opener-Policy: same-origin\r
Cross-Origin-Resource-Policy: same-origin\r
Referrer-Policy: no-referrer\r
X-Content-Type-Options: nosniff\r
";

pub(super) struct Response {
    status: Status,
    media_type: &'static str,
    cookie: Option<String>,
    is_compressed: bool,
    body: Cow<'static, [u8]>,
}

impl Response {
    pub(super) fn new(status: Status, media_type: &'static str, body: impl Into<Cow<'static, [u8]>>) -> Self {
        Self { status, media_type, cookie: None, is_compressed: false, body: body.into() }
    }

    /// One line of text for people.
    pub(super) fn text(status: Status, message: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", format!("{message}\n").into_bytes())
    }

    pub(super) fn with_cookie(self, cookie: String) -> Self {
        Self { cookie: Some(cookie), ..self }
    }

    /// The same for a body that is compressed by gzip, which every browser reads.
    pub(super) fn compressed(self) -> Self {
        Self { is_compressed: true, ..self }
    }

    pub(super) fn send(&self, stream: &mut impl Write) -> io::Result<()> {
        let Status(code, phrase) = self.status;
        let mut head = format!(
            "HTTP/1.1 {code} {phrase}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\
             Content-Security-Policy: {POLICY}; frame-ancestors 'none'\r\n{HEADERS}",
            self.media_type,
            self.body.len(),
        );
        if self.is_compressed {
            head.push_str("Content-Encoding: gzip\r\n");
        }
        if let Some(cookie) = &self.cookie {
            head.push_str(&format!("Set-Cookie: {cookie}\r\n"));
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes())?;
        stream.write_all(&self.body)?;
        stream.flush()
    }
}
