//! Which documents of a stream the core generated, and the comment in the first one that names the core.
//!
//! The core cannot write this comment: it contains the digest of the core.

use std::ops::Range;

use crate::answer::Answer;

const COMMENT: &str = concat!(
    "# Rendered by the Dagu chart core ",
    env!("CARGO_PKG_VERSION"),
    ", sha256:",
    env!("DAGU_CHART_SHA256"),
    "\n"
);
const SEPARATOR: &[u8] = b"---\n";
/// Helm 3 finds the template of a document by this comment, so it stays the first one.
const SOURCE: &[u8] = b"# Source: ";

/// A document of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Without its separator.
    pub text: Vec<u8>,
    /// Whether the core generated it. The others are from the input.
    pub is_generated: bool,
}

/// The name of the core in manifests, a comment of one line.
pub fn origin() -> &'static str {
    COMMENT.trim_end()
}

impl Answer {
    /// The stream, piece by piece, with a comment in the first generated document that names the core.
    ///
    /// The comment is inside a document, because Helm 4 drops documents that contain nothing else, and in a generated
    /// one, because documents of other charts stay as they are.
    pub fn signed(&self) -> Vec<&[u8]> {
        sign(self.pieces())
    }

    /// The documents of the stream.
    pub fn documents(&self) -> Vec<Document> {
        documents(self.pieces())
    }
}

/// A piece of the stream, and whether the core wrote it. That alone does not make it a document: it may also be a change in
/// a document of another chart, or the separator before one.
type Piece<'a> = (&'a [u8], bool);

/// A generated document begins with a separator and a first byte that the core wrote.
fn sign<'a>(pieces: impl Iterator<Item = Piece<'a>>) -> Vec<&'a [u8]> {
    let mut pieces = pieces.peekable();
    let mut signed = Vec::new();
    let mut is_signed = false;
    let mut starts_line = true;
    while let Some((bytes, is_own)) = pieces.next() {
        let document = bytes.strip_prefix(SEPARATOR).filter(|_| is_own && starts_line && !is_signed);
        let is_generated = match document {
            Some([]) => pieces.peek().is_some_and(|(_, is_own)| *is_own),
            Some(_) => true,
            None => false,
        };
        if is_generated {
            is_signed = true;
            let (head, text) = bytes.split_at(head(bytes));
            signed.extend([head, COMMENT.as_bytes(), text]);
        } else {
            signed.push(bytes);
        }
        starts_line = bytes.last().map_or(starts_line, |last| *last == b'\n');
    }
    signed
}

/// The length of the separator and the source of a document.
fn head(document: &[u8]) -> usize {
    let text = &document[SEPARATOR.len()..];
    let source = text.split_inclusive(|byte| *byte == b'\n').next().filter(|line| line.starts_with(SOURCE));
    SEPARATOR.len() + source.map_or(0, <[u8]>::len)
}

fn documents<'a>(pieces: impl Iterator<Item = Piece<'a>>) -> Vec<Document> {
    let mut stream = Vec::new();
    let mut own: Vec<Range<usize>> = Vec::new();
    for (bytes, is_own) in pieces {
        let start = stream.len();
        stream.extend_from_slice(bytes);
        if is_own {
            own.push(start..stream.len());
        }
    }
    // The ranges are in ascending order.
    let is_own = |at: usize| {
        own.get(own.partition_point(|range| range.end <= at)).is_some_and(|range| range.start <= at)
    };
    let mut documents: Vec<Document> = Vec::new();
    let mut at = 0;
    for line in stream.split_inclusive(|byte| *byte == b'\n') {
        let is_separator = line.trim_ascii_end() == b"---";
        if is_separator || documents.is_empty() {
            let is_generated = is_separator && is_own(at) && is_own(at + line.len());
            documents.push(Document { text: Vec::new(), is_generated });
        }
        if let (false, Some(document)) = (is_separator, documents.last_mut()) {
            document.text.extend_from_slice(line);
        }
        at += line.len();
    }
    documents
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document of another chart, the glue before the next one, and a document with another one's edited text.
    const BETWEEN: &[(&str, bool)] = &[
        ("a: 1", false),
        ("\n", true),
        ("---\n", true),
        ("b: ", false),
        ("---\n2\n", true),
        // The first generated document with remarks comes in three pieces, the last one with other documents.
        ("---\n", true),
        ("# remark\n", true),
        ("x: 1\n---\ny: 1\n", true),
        ("---\nc: 1\n", false),
        ("---\nz: 1\n", true),
    ];

    fn pieces<'a>(pieces: &'a [(&str, bool)]) -> impl Iterator<Item = (&'a [u8], bool)> {
        pieces.iter().map(|(piece, is_own)| (piece.as_bytes(), *is_own))
    }

    #[track_caller]
    fn assert_signed(given: &[(&str, bool)], expected: &str) {
        let signed = String::from_utf8(sign(pieces(given)).concat()).unwrap();
        assert_eq!(signed, expected.replace("{comment}", COMMENT));
    }

    #[test]
    fn the_comment_is_below_the_source() {
        assert_signed(
            &[("---\n# Source: a\nx: 1\n---\n# Source: a\ny: 1\n", true)],
            "---\n# Source: a\n{comment}x: 1\n---\n# Source: a\ny: 1\n",
        );
        assert_signed(&[("---\nx: 1\n", true)], "---\n{comment}x: 1\n");
    }

    #[test]
    fn it_is_in_the_first_generated_document() {
        assert_signed(
            BETWEEN,
            "a: 1\n---\nb: ---\n2\n---\n{comment}# remark\nx: 1\n---\ny: 1\n---\nc: 1\n---\nz: 1\n",
        );
    }

    #[test]
    fn without_generated_documents_there_is_none() {
        assert_signed(&[("---\n# Source: a\nx: 1\n", false)], "---\n# Source: a\nx: 1\n");
        assert_signed(&[("", false)], "");
        assert_signed(&[("auth: {}\n", true)], "auth: {}\n");
    }

    #[test]
    fn documents_are_generated_or_from_the_input() {
        let documents = documents(pieces(BETWEEN));
        let documents: Vec<_> = documents
            .iter()
            .map(|document| (str::from_utf8(&document.text).unwrap(), document.is_generated))
            .collect();
        assert_eq!(
            documents,
            [
                ("a: 1\n", false),
                ("b: ---\n2\n", false),
                ("# remark\nx: 1\n", true),
                ("y: 1\n", true),
                ("c: 1\n", false),
                ("z: 1\n", true),
            ]
        );
    }
}
