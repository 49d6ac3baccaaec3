//! A minimal HTTP client for probes and tests: one request, one answer, then the connection is closed.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

const JSON: &str = "application/json";

/// A request.
pub struct Request<'r> {
    method: &'r str,
    path: &'r str,
    authorization: Option<String>,
    content_type: &'static str,
    body: String,
}

impl<'r> Request<'r> {
    /// `GET path`.
    pub fn get(path: &'r str) -> Self {
        Self { method: "GET", path, authorization: None, content_type: JSON, body: String::new() }
    }

    /// `POST path` with JSON.
    pub fn post(path: &'r str, body: &Value) -> Self {
        Self { method: "POST", path, authorization: None, content_type: JSON, body: body.to_string() }
    }

    /// `PATCH path` with an object that Kubernetes applies on its side.
    pub fn apply(path: &'r str, object: &Value) -> Self {
        Self { method: "PATCH", content_type: "application/apply-patch+yaml", ..Self::post(path, object) }
    }

    /// The same, with a login.
    pub fn with_token(self, token: &'r str) -> Self {
        Self { authorization: Some(format!("Bearer {token}")), ..self }
    }

    /// The same, with a user name and a password.
    pub fn with_password(self, user: &str, password: &str) -> Self {
        let encoded = STANDARD.encode(format!("{user}:{password}"));
        Self { authorization: Some(format!("Basic {encoded}")), ..self }
    }

    fn text(&self, host: SocketAddr) -> String {
        // An answer in HTTP 1.0 ends with the connection, in one piece.
        let mut text = format!("{} {} HTTP/1.0\r\nHost: {host}\r\n", self.method, self.path);
        if let Some(authorization) = &self.authorization {
            text.push_str(&format!("Authorization: {authorization}\r\n"));
        }
        if !self.body.is_empty() {
            text.push_str(&format!("Content-Type: {}\r\n", self.content_type));
        }
        text.push_str(&format!("Content-Length: {}\r\n\r\n{}", self.body.len(), self.body));
        text
    }
}

/// An answer.
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its body.
    pub body: String,
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Result<Value> {
        serde_json::from_str(&self.body).with_context(|| format!("not JSON: {}", self.body))
    }
}

/// Sends a request and waits for the whole answer, each step no longer than the timeout.
pub fn send(to: SocketAddr, request: &Request<'_>, timeout: Duration) -> Result<Answer> {
    let answer = exchange(to, &request.text(to), timeout);
    let answer = answer.with_context(|| format!("{} {} on {to}", request.method, request.path))?;
    let (head, body) = answer.split_once("\r\n\r\n").context("the answer has no end of its head")?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    Ok(Answer { status: status.context("the answer has no status")?, body: body.to_owned() })
}

fn exchange(to: SocketAddr, request: &str, timeout: Duration) -> io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&to, timeout)?;
    stream.set_read_timeout(Some(timeout))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
