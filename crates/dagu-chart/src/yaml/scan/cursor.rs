//! A position in a text that moves forward.

/// A position: byte offset, line and column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) at: usize,
    pub(super) line: usize,
    /// In characters.
    pub(super) column: usize,
}

pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    mark: Mark,
}

impl<'t> Cursor<'t> {
    /// The start of a text, after its byte order mark.
    pub(super) fn new(text: &'t str) -> Self {
        let at = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        Self { text, mark: Mark { at, line: 0, column: 0 } }
    }

    pub(super) fn mark(&self) -> Mark {
        self.mark
    }

    pub(super) fn at(&self) -> usize {
        self.mark.at
    }

    pub(super) fn column(&self) -> usize {
        self.mark.column
    }

    /// The text from `start` to here.
    pub(super) fn since(&self, start: usize) -> &'t str {
        self.text.get(start..self.mark.at).unwrap_or_default()
    }

    /// The byte here; 0 after the end, because YAML cannot contain NUL.
    pub(super) fn byte(&self) -> u8 {
        self.ahead(0)
    }

    /// The byte `count` bytes ahead.
    pub(super) fn ahead(&self, count: usize) -> u8 {
        self.text.as_bytes().get(self.mark.at + count).copied().unwrap_or(0)
    }

    pub(super) fn is_blank(&self) -> bool {
        is_blank(self.byte())
    }

    pub(super) fn is_break(&self) -> bool {
        is_break(self.byte())
    }

    /// Whether a line or the text ends here.
    pub(super) fn ends_line(&self) -> bool {
        is_break(self.byte()) || self.byte() == 0
    }

    /// Whether a word ends here.
    pub(super) fn ends_word(&self) -> bool {
        ends_word(self.byte())
    }

    /// Moves past the character here, which is not a line break.
    pub(super) fn advance(&mut self) {
        let width = match self.byte() {
            0..0x80 => 1,
            0x80..0xE0 => 2,
            0xE0..0xF0 => 3,
            0xF0.. => 4,
        };
        self.mark.at = (self.mark.at + width).min(self.text.len());
        self.mark.column += 1;
    }

    /// Moves past the line break here.
    pub(super) fn advance_line(&mut self) {
        self.mark.at += if self.text.as_bytes()[self.mark.at..].starts_with(b"\r\n") { 2 } else { 1 };
        self.mark.line += 1;
        self.mark.column = 0;
    }

    pub(super) fn skip_blanks(&mut self) {
        while self.is_blank() {
            self.advance();
        }
    }

    /// Moves to the end of the line if a comment starts here.
    pub(super) fn skip_comment(&mut self) {
        if self.byte() == b'#' {
            let rest = self.text.as_bytes().get(self.mark.at..).unwrap_or_default();
            let length = rest.iter().position(|byte| is_break(*byte)).unwrap_or(rest.len());
            // No key starts after it on this line, so the column does not matter.
            self.mark.at += length;
            self.mark.column += length;
        }
    }

    /// Whether this line starts with `---` or `...` as a separate word.
    pub(super) fn is_at_marker(&self, marker: &[u8; 3]) -> bool {
        self.mark.column == 0
            && self.text.as_bytes().get(self.mark.at..).is_some_and(|rest| rest.starts_with(marker))
            && ends_word(self.ahead(3))
    }

    pub(super) fn is_at_any_marker(&self) -> bool {
        self.is_at_marker(b"---") || self.is_at_marker(b"...")
    }

    /// The end of the text starts a new line.
    pub(super) fn end_last_line(&mut self) {
        if self.mark.column != 0 {
            self.mark.line += 1;
            self.mark.column = 0;
        }
    }
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

pub(super) fn is_break(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

pub(super) fn ends_word(byte: u8) -> bool {
    is_blank(byte) || is_break(byte) || byte == 0
}

/// The characters of anchor names, tag handles and directives.
pub(super) fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}
