//! What comes out of a case, held against the files of its folder.

use anyhow::Result;
use sha2::{Digest, Sha256};

use super::{Case, Expected};
use crate::expectation;

/// A longer stream is pinned by its digest, because it would not be reviewed.
const LONGEST_STREAM: usize = 64 * 1024;

impl Case {
    /// Holds `stream`, which is none when there is an error, against the case.
    pub fn hold_stream(&self, stream: Option<&[u8]>) -> Result<()> {
        let (readable, digest) = match stream {
            None => (None, None),
            Some(stream) if stream.len() <= LONGEST_STREAM => (Some(stream.to_owned()), None),
            Some(stream) => {
                let digest = Sha256::digest(stream);
                let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
                let line = format!("{digest}  {} bytes\n", stream.len());
                (None, Some(line.into_bytes()))
            }
        };
        self.hold(Expected::Stream, readable.as_deref())?;
        self.hold(Expected::Digest, digest.as_deref())
    }

    /// Compares a text with the case; an empty text means that no file is expected.
    pub fn hold_text(&self, expected: Expected, text: &str) -> Result<()> {
        self.hold(expected, Some(text.as_bytes()).filter(|text| !text.is_empty()))
    }

    fn hold(&self, expected: Expected, found: Option<&[u8]>) -> Result<()> {
        expectation::file(&self.expected(expected), found)
    }
}
