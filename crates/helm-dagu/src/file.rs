//! The contents of the files that flags name.

use std::fs;
use std::io::{self, Read};

use crate::failure::Failure;

/// Reads files, and stdin (`-`) once.
#[derive(Default)]
pub(crate) struct Files {
    stdin_is_read: bool,
}

impl Files {
    /// The contents of a file, named as on the command line.
    pub(crate) fn read(&mut self, name: &str) -> Result<String, Failure> {
        if name == "-" && std::mem::replace(&mut self.stdin_is_read, true) {
            return Err(Failure::StdinTwice);
        }
        let bytes = match name {
            "-" => read_stdin(),
            path => fs::read(path),
        };
        let bytes = bytes.map_err(|error| unreadable(name, error))?;
        String::from_utf8(bytes).map_err(|error| Failure::FileEncoding {
            name: name.to_owned(),
            at: error.utf8_error().valid_up_to(),
        })
    }
}

fn read_stdin() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Helm can download URLs and has plugins for more protocols; this program reads files only.
fn unreadable(name: &str, error: io::Error) -> Failure {
    let name = name.to_owned();
    if name.contains("://") { Failure::Remote { name } } else { Failure::File { name, error } }
}
