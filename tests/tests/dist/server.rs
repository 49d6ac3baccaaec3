//! The files of the release over HTTP on loopback, as a page of releases would serve them.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use anyhow::Result;

use crate::release;

/// One of the types that Helm 3 takes for an archive. It installs no plugin from a server that declares another one.
const ARCHIVE: &str = "application/x-gtar";
/// What GitHub declares every file of a release as.
const OF_GITHUB: &str = "application/octet-stream";

/// Serves until the runner ends, and returns the address.
pub(crate) fn start() -> Result<String> {
    serve(ARCHIVE)
}

/// The same, as GitHub declares files.
pub(crate) fn start_like_github() -> Result<String> {
    serve(OF_GITHUB)
}

fn serve(content: &'static str) -> Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that goes away is its own problem.
            thread::spawn(move || answer(stream, content).ok());
        }
    });
    Ok(address)
}

fn answer(mut stream: TcpStream, content: &str) -> Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    // The client waits for an answer until its headers are read.
    for header in lines.by_ref() {
        if header?.is_empty() {
            break;
        }
    }
    let words: Vec<_> = request.split(' ').collect();
    let [method, path, _] = words[..] else { return Ok(()) };
    let name = path.trim_start_matches('/');
    let known = release::names()?.iter().any(|known| known == name);
    let (status, body) = if known { ("200 OK", release::read(name)?) } else { ("404 Not Found", Vec::new()) };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {content}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    if method != "HEAD" {
        stream.write_all(&body)?;
    }
    Ok(())
}
