//! A document of a stream, as ranges of its bytes.

use std::ops::Range;

use memchr::memmem;

use crate::yaml::Replacement;

/// A document: its separator, if it has one, and everything up to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Document {
    /// The whole document in the stream, from its separator to the next one.
    pub(crate) range: Range<usize>,
    /// Its text, from the end of its separator line.
    pub(crate) body: Range<usize>,
    /// Its edits, as ranges of the stream.
    pub(crate) edits: Vec<Replacement>,
}

impl Document {
    /// The text as bytes.
    pub(crate) fn body<'i>(&self, input: &'i [u8]) -> &'i [u8] {
        &input[self.body.clone()]
    }

    /// Whether it begins with a separator line.
    pub(crate) fn is_separated(&self) -> bool {
        self.range.start != self.body.start
    }
}

/// Splits a stream at every line that starts with `---`, as the parsers of Kubernetes do.
pub(crate) fn split(input: &[u8]) -> Vec<Document> {
    let mut starts: Vec<usize> = Vec::new();
    if input.starts_with(b"---") {
        starts.push(0);
    }
    starts.extend(memmem::find_iter(input, b"\n---").map(|newline| newline + 1));
    let mut documents = Vec::with_capacity(starts.len() + 1);
    let first = starts.first().copied().unwrap_or(input.len());
    if first > 0 {
        documents.push(Document { range: 0..first, body: 0..first, edits: Vec::new() });
    }
    for (index, start) in starts.iter().copied().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(input.len());
        let body = body_start(input, start, end)..end;
        documents.push(Document { range: start..end, body, edits: Vec::new() });
    }
    documents
}

/// The start of the text: on the line after the separator, unless the separator's line has text.
fn body_start(input: &[u8], start: usize, end: usize) -> usize {
    let line_end = memchr::memchr(b'\n', &input[start..end]).map_or(end, |newline| start + newline + 1);
    let behind = input[start + 3..line_end].trim_ascii();
    if behind.is_empty() || behind.starts_with(b"#") { line_end } else { start + 3 }
}

#[cfg(test)]
mod tests {
    use super::split;

    fn bodies(input: &str) -> Vec<&str> {
        split(input.as_bytes()).iter().map(|document| &input[document.body.clone()]).collect()
    }

    #[test]
    fn splits_where_kubernetes_splits() {
        assert_eq!(bodies(""), Vec::<&str>::new());
        assert_eq!(bodies("a: 1"), ["a: 1"]);
        assert_eq!(bodies("---\na: 1\n---\nb: 2"), ["a: 1\n", "b: 2"]);
        assert_eq!(bodies("a: 1\r\n---\r\nb: 2\r\n"), ["a: 1\r\n", "b: 2\r\n"]);
        assert_eq!(bodies("--- # note\na: 1\n"), ["a: 1\n"]);
        assert_eq!(bodies("--- {a: 1}\n---b: 2\n"), [" {a: 1}\n", "b: 2\n"]);
        assert_eq!(bodies("---\n---\n"), ["", ""]);
        assert_eq!(bodies("a: |\n  ---\n"), ["a: |\n  ---\n"]);
    }

    #[test]
    fn ranges_cover_every_byte_once() {
        let input = b"# head\n---\na: 1\n--- x\n---";
        let documents = split(input);
        let mut at = 0;
        for document in &documents {
            assert_eq!(document.range.start, at);
            at = document.range.end;
        }
        assert_eq!(at, input.len());
    }
}
