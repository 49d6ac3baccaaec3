//! Writing to the terminal or the pipe behind it.

use std::io::{self, ErrorKind, Write};

use crate::failure::Failure;

/// Writes to stdout. A reader that has seen enough (`| head`) is no failure.
pub(crate) fn stdout(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Output(error)),
        _ => Ok(()),
    }
}

/// Writes to stderr. Where stderr cannot be written to, nobody can be told so.
pub(crate) fn stderr(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
