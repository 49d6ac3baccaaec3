//! Writing to stdout and stderr.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use crate::failure::Failure;

/// Writes to stdout. A closed pipe (`| head`) is not an error.
pub(crate) fn stdout(bytes: &[u8]) -> Result<(), Failure> {
    write(io::stdout().lock(), bytes)
}

fn write(mut stdout: impl Write, bytes: &[u8]) -> Result<(), Failure> {
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Output(error)),
        _ => Ok(()),
    }
}

/// Writes text with colours to stdout, which loses them where they are not wanted.
pub(crate) fn colored(text: &str) -> Result<(), Failure> {
    let stdout = anstream::stdout().lock();
    write(stdout, text.as_bytes())
}

/// Writes text with colours to stderr. An error is ignored: there is no place left to report it.
pub(crate) fn colored_stderr(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Writes findings to a file of the user.
pub(crate) fn findings_file(path: &Path, findings: &str) -> Result<(), Failure> {
    fs::write(path, findings).map_err(|error| Failure::FindingsFile { path: path.to_owned(), error })
}

/// Writes to stderr. An error is ignored: there is no place left to report it.
pub(crate) fn stderr(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
