//! The exact bytes of a node: the parser counts in characters, and its ranges include blanks, comments, anchors and tags.

use std::ops::Range;

use saphyr_parser::{ScalarStyle, Span};

/// Characters between two known places.
const STRIDE: usize = 64;

/// Turns places in characters into places in bytes.
#[derive(Debug)]
pub(super) struct Offsets<'t> {
    text: &'t str,
    /// The byte of every [`STRIDE`]th character; empty when all characters are one byte long.
    known: Vec<usize>,
}

impl<'t> Offsets<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let known = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().step_by(STRIDE).map(|(at, _)| at).collect()
        };
        Self { text, known }
    }

    pub(super) fn range(&self, span: &Span) -> Range<usize> {
        let start = self.byte(span.start.index());
        start..self.byte(span.end.index()).max(start)
    }

    fn byte(&self, index: usize) -> usize {
        if self.known.is_empty() {
            return index.min(self.text.len());
        }
        let Some(known) = self.known.get(index / STRIDE) else {
            return self.text.len();
        };
        let rest = self.text.get(*known..).unwrap_or_default();
        let ahead = rest.char_indices().nth(index % STRIDE);
        ahead.map_or(self.text.len(), |(at, _)| known + at)
    }
}

/// The bytes of a scalar.
pub(super) fn scalar(text: &str, range: &Range<usize>, style: ScalarStyle) -> Range<usize> {
    let start = skip_properties(text, range);
    let found = text.get(start..range.end).unwrap_or_default();
    let length = match style {
        ScalarStyle::Plain => found.len(),
        ScalarStyle::SingleQuoted => quoted(found, b'\'', None),
        ScalarStyle::DoubleQuoted => quoted(found, b'"', Some(b'\\')),
        ScalarStyle::Literal | ScalarStyle::Folded => found.trim_end().len(),
    };
    // The place of a value that is left out is behind its colon.
    let left_out = usize::from(length == 0 && text.as_bytes().get(start) == Some(&b':'));
    start + left_out..start + left_out + length
}

fn quoted(text: &str, quote: u8, escape: Option<u8>) -> usize {
    let mut bytes = text.bytes().enumerate().skip(1).peekable();
    while let Some((at, byte)) = bytes.next() {
        if Some(byte) == escape {
            bytes.next();
        } else if byte == quote {
            let doubled = escape.is_none() && bytes.peek().is_some_and(|(_, next)| *next == quote);
            if !doubled {
                return at + 1;
            }
            bytes.next();
        }
    }
    text.len()
}

/// Where a node begins behind its anchor and tag.
pub(super) fn skip_properties(text: &str, range: &Range<usize>) -> usize {
    let mut rest = text.get(range.clone()).unwrap_or_default();
    while rest.starts_with(['&', '!']) {
        let property = rest.find(char::is_whitespace).unwrap_or(rest.len());
        rest = skip_blanks(rest.get(property..).unwrap_or_default());
    }
    range.end - rest.len()
}

/// Skips blanks, line breaks and comments.
fn skip_blanks(text: &str) -> &str {
    let mut rest = text.trim_start();
    while rest.starts_with('#') {
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        rest = rest.get(end..).unwrap_or_default().trim_start();
    }
    rest
}

/// Takes back the line break that the parser adds to a block scalar which ends the text without one.
pub(super) fn trim_added_break(text: &str, range: &Range<usize>, scalar: &mut String) {
    let line_start =
        |at: usize| text.get(..at).and_then(|text| text.rfind(['\n', '\r'])).map_or(0, |at| at + 1);
    let last_line = line_start(text.len());
    if range.end < text.len() || last_line == text.len() || !scalar.ends_with('\n') {
        return;
    }
    if scalar.bytes().all(|byte| byte == b'\n') {
        // There is no content, so the range begins at the header, whose own line break is none of the scalar.
        let found = text.get(range.clone()).unwrap_or_default().replace("\r\n", "\n");
        scalar.truncate(found.matches(['\n', '\r']).count().saturating_sub(1));
        return;
    }
    // The range begins at the content, and so at the column that the content is indented to.
    let indent = range.start - line_start(range.start);
    if text.len() - last_line >= indent.max(1) {
        scalar.pop();
    }
}
