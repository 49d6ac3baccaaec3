//! The lines of a text: starts, ends and line breaks.

/// The lines of a text.
#[derive(Clone, Copy)]
pub(super) struct Layout<'t> {
    text: &'t str,
}

const BREAKS: [char; 2] = ['\n', '\r'];

impl<'t> Layout<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text }
    }

    /// The number of bytes between the start of the line and `at`.
    pub(super) fn column(self, at: usize) -> usize {
        at.saturating_sub(self.start(at))
    }

    /// The start of the line of `at`.
    pub(super) fn start(self, at: usize) -> usize {
        let mark = if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        self.before(at).rfind(BREAKS).map_or(mark, |newline| newline + 1)
    }

    /// The start of the line of `at`, if there are only spaces before `at`.
    pub(super) fn start_of_own(self, at: usize) -> Option<usize> {
        let start = self.start(at);
        self.text.get(start..at)?.bytes().all(|byte| byte == b' ').then_some(start)
    }

    /// The start of the next line, if there are only blanks and a comment after `at`.
    pub(super) fn next(self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let line = &rest[..rest.find(BREAKS).unwrap_or(rest.len())];
        let behind = line.trim_start();
        (behind.is_empty() || behind.starts_with('#'))
            .then(|| at + line.len() + break_length(&rest[line.len()..]))
    }

    /// The start of the comments at a column, on the lines right above the line that starts at `start`.
    pub(super) fn comments_above(self, mut start: usize, column: usize) -> usize {
        loop {
            let before = self.before(start);
            let Some(above) = before.strip_suffix("\r\n").or_else(|| before.strip_suffix(BREAKS)) else {
                return start;
            };
            let line = self.start(above.len());
            let comment = above.get(line..).unwrap_or_default().trim_start_matches(' ');
            if !comment.starts_with('#') || above.len() - comment.len() - line != column {
                return start;
            }
            start = line;
        }
    }

    /// Skips blank lines, which belong to the block scalar before them.
    pub(super) fn skip_blank(self, at: usize) -> usize {
        let mut at = at;
        while let Some(rest) = self.text.get(at..) {
            let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            match break_length(&rest[blanks..]) {
                0 if blanks < rest.len() => break,
                0 => return self.text.len(),
                length => at += blanks + length,
            }
        }
        at
    }

    /// The position after the last byte before `at` that is not a space.
    pub(super) fn last_before(self, at: usize) -> Option<usize> {
        self.before(at).trim_end_matches(' ').len().checked_sub(1)
    }

    /// New lines at the start of a line, or after a last line without a line break, with the line breaks of the text.
    pub(super) fn fitted(self, at: usize, lines: &str) -> String {
        self.appended(at, self.ended(lines))
    }

    /// The same for lines that have the line breaks of the text.
    pub(super) fn appended(self, at: usize, lines: String) -> String {
        if at > 0 && !self.before(at).ends_with(BREAKS) {
            return [self.end(), lines.trim_end_matches(BREAKS)].concat();
        }
        lines
    }

    /// Printed text with the line breaks of this text.
    pub(super) fn ended(self, printed: &str) -> String {
        printed.replace('\n', self.end())
    }

    /// The first line break.
    fn end(self) -> &'t str {
        let Some(at) = self.text.find(BREAKS) else { return "\n" };
        let rest = &self.text[at..];
        &rest[..break_length(rest)]
    }

    fn before(self, at: usize) -> &'t str {
        self.text.get(..at).unwrap_or_default()
    }
}

/// The length of the line break at the start of a text; 0 if there is none.
fn break_length(text: &str) -> usize {
    match text.as_bytes() {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}
