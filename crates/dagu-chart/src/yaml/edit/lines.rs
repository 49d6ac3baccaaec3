//! Lines of a text: where they begin and end, what shares them, and how they are ended.

/// The lines of a text.
#[derive(Clone, Copy)]
pub(super) struct Lines<'t> {
    text: &'t str,
}

const BREAKS: [char; 2] = ['\n', '\r'];

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text }
    }

    /// How many bytes stand between the beginning of its line and `at`.
    pub(super) fn column(self, at: usize) -> usize {
        at.saturating_sub(self.start(at))
    }

    /// Where the line that holds `at` begins.
    pub(super) fn start(self, at: usize) -> usize {
        let mark = if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        self.before(at).rfind(BREAKS).map_or(mark, |newline| newline + 1)
    }

    /// Where the line that holds `at` begins, if there is nothing but spaces up to there.
    pub(super) fn start_of_own(self, at: usize) -> Option<usize> {
        let start = self.start(at);
        self.text.get(start..at)?.bytes().all(|byte| byte == b' ').then_some(start)
    }

    /// Where the line behind `at` begins, if there is nothing but blanks and a comment up to there.
    pub(super) fn next(self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let line = &rest[..rest.find(BREAKS).unwrap_or(rest.len())];
        let behind = line.trim_start();
        (behind.is_empty() || behind.starts_with('#'))
            .then(|| at + line.len() + break_length(&rest[line.len()..]))
    }

    /// Skips blank lines, which belong to the block scalar in front of them.
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

    /// Where the last byte but spaces in front of `at` stands.
    pub(super) fn last_before(self, at: usize) -> Option<usize> {
        self.before(at).trim_end_matches(' ').len().checked_sub(1)
    }

    /// New lines at the beginning of a line, or behind a last line that has no end, with the line ends of the text.
    pub(super) fn fitted(self, at: usize, lines: &str) -> String {
        let lines = self.ended(lines);
        if at > 0 && !self.before(at).ends_with(BREAKS) {
            return [self.end(), lines.trim_end_matches(BREAKS)].concat();
        }
        lines
    }

    /// Printed text with the line ends of this one.
    pub(super) fn ended(self, printed: &str) -> String {
        printed.replace('\n', self.end())
    }

    /// The first line end.
    fn end(self) -> &'t str {
        let Some(at) = self.text.find(BREAKS) else { return "\n" };
        let rest = &self.text[at..];
        &rest[..break_length(rest)]
    }

    fn before(self, at: usize) -> &'t str {
        self.text.get(..at).unwrap_or_default()
    }
}

/// How long the line break is with which a text begins; 0 where it begins with none.
fn break_length(text: &str) -> usize {
    match text.as_bytes() {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}
