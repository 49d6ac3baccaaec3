//! Lines of a text: where they begin and end, what shares them, and how they are ended.

/// The lines of a text.
#[derive(Clone, Copy)]
pub(super) struct Lines<'t> {
    text: &'t str,
}

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
        self.before(at).rfind('\n').map_or(mark, |newline| newline + 1)
    }

    /// Where the line that holds `at` begins, if there is nothing but spaces up to there.
    pub(super) fn start_of_own(self, at: usize) -> Option<usize> {
        let start = self.start(at);
        self.text.get(start..at)?.bytes().all(|byte| byte == b' ').then_some(start)
    }

    /// Where the line behind `at` begins, if there is nothing but blanks and a comment up to there.
    pub(super) fn next(self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let line = rest.split_inclusive('\n').next().unwrap_or_default();
        let behind = line.trim_start();
        let is_comment = behind.starts_with('#') && line.starts_with([' ', '\t']);
        (behind.is_empty() || is_comment).then_some(at + line.len())
    }

    /// Skips blank lines, which belong to the block scalar in front of them.
    pub(super) fn skip_blank(self, at: usize) -> usize {
        let lines = self.text.get(at..).unwrap_or_default().split_inclusive('\n');
        at + lines.take_while(|line| line.trim().is_empty()).map(str::len).sum::<usize>()
    }

    /// Where the last byte but spaces in front of `at` stands.
    pub(super) fn last_before(self, at: usize) -> Option<usize> {
        self.before(at).trim_end_matches(' ').len().checked_sub(1)
    }

    /// New lines at the beginning of a line, or behind a last line that has no end, with the line ends of the text.
    pub(super) fn fitted(self, at: usize, lines: &str) -> String {
        let lines = self.ended(lines);
        if at > 0 && !self.before(at).ends_with('\n') {
            let end = if self.is_crlf() { "\r\n" } else { "\n" };
            return [end, lines.trim_end_matches(['\r', '\n'])].concat();
        }
        lines
    }

    /// Printed text with the line ends of this one.
    pub(super) fn ended(self, printed: &str) -> String {
        if self.is_crlf() { printed.replace('\n', "\r\n") } else { printed.to_owned() }
    }

    fn is_crlf(self) -> bool {
        self.text.find('\n').is_some_and(|newline| self.before(newline).ends_with('\r'))
    }

    fn before(self, at: usize) -> &'t str {
        self.text.get(..at).unwrap_or_default()
    }
}
