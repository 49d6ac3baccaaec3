//! Writes the manifests to stdout and messages to stderr.

use std::io::{self, ErrorKind, IoSlice, Write};

use dagu_chart_host::Answer;

/// Helm 4 treats empty output as an error, even if the input was empty.
const NOTHING: &[u8] = b"# dagu: no resources\n";

pub(crate) fn tell(text: &str) {
    // There is no place left to report that stderr is closed.
    let _ = io::stderr().write_all(text.as_bytes());
}

/// The manifests as pieces. Helm 4 gets a comment if there are none.
pub(crate) fn pieces(answer: &Answer, helm4: bool) -> Vec<&[u8]> {
    let pieces = answer.signed();
    if helm4 && pieces.iter().all(|piece| piece.trim_ascii().is_empty()) {
        return vec![NOTHING];
    }
    pieces
}

/// Writes manifests to stdout.
pub(crate) fn write(pieces: &[&[u8]]) -> io::Result<()> {
    let mut pieces: Vec<IoSlice> = pieces.iter().map(|piece| IoSlice::new(piece)).collect();
    write_all(&mut io::stdout().lock(), &mut pieces)
}

fn write_all(stdout: &mut impl Write, mut pieces: &mut [IoSlice]) -> io::Result<()> {
    IoSlice::advance_slices(&mut pieces, 0);
    while !pieces.is_empty() {
        match stdout.write_vectored(pieces) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(written) => IoSlice::advance_slices(&mut pieces, written),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    stdout.flush()
}
