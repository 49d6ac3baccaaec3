//! The gRPC health check, with only the HTTP/2 frames that it needs.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Result, bail, ensure};

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const SETTINGS: u8 = 4;

const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

/// The stream of the one call.
const CALL: u8 = 1;
/// A message without a byte in it: the health of the server as a whole.
const EMPTY_MESSAGE: [u8; 5] = [0; 5];
/// `HealthCheckResponse { status: SERVING }`.
const SERVING: [u8; 7] = [0, 0, 0, 0, 2, 8, 1];
/// No answer here is longer.
const LONGEST_FRAME: usize = 1 << 14;

/// Asks the server whether it serves.
pub(super) fn health(server: SocketAddr, timeout: Duration) -> Result<()> {
    let mut stream = TcpStream::connect_timeout(&server, timeout)?;
    stream.set_read_timeout(Some(timeout))?;
    let mut request = PREFACE.to_vec();
    request.extend(frame(SETTINGS, 0, 0, &[]));
    request.extend(frame(HEADERS, END_HEADERS, CALL, &headers(server)));
    request.extend(frame(DATA, END_STREAM, CALL, &EMPTY_MESSAGE));
    stream.write_all(&request)?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head)?;
        let length = usize::from(head[0]) << 16 | usize::from(head[1]) << 8 | usize::from(head[2]);
        ensure!(length <= LONGEST_FRAME, "a frame of {length} bytes");
        let mut payload = vec![0; length];
        stream.read_exact(&mut payload)?;
        match (head[3], head[8]) {
            (DATA, CALL) if payload == SERVING => return Ok(()),
            (DATA, CALL) => bail!("the server does not serve"),
            (HEADERS, CALL) if head[4] & END_STREAM != 0 => bail!("there is no health service"),
            _ => {}
        }
    }
}

fn frame(kind: u8, flags: u8, stream: u8, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap_or(u32::MAX).to_be_bytes();
    let mut frame = vec![length[1], length[2], length[3], kind, flags, 0, 0, 0, stream];
    frame.extend(payload);
    frame
}

/// HPACK without a table and without Huffman codes; a first byte below 16 is the static index of the name.
fn headers(server: SocketAddr) -> Vec<u8> {
    let (method_post, scheme_http) = (0x83, 0x86);
    let mut block = vec![method_post, scheme_http];
    let mut add = |name: &[u8], value: &str| {
        block.extend(name);
        block.push(u8::try_from(value.len()).unwrap_or(u8::MAX));
        block.extend(value.as_bytes());
    };
    add(&[4], "/grpc.health.v1.Health/Check");
    add(&[1], &server.to_string());
    add(&[15, 31 - 15], "application/grpc");
    add(b"\x00\x02te", "trailers");
    block
}
