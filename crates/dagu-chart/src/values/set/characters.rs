//! Reads an argument character by character.

/// A position in an argument.
#[derive(Debug)]
pub(super) struct Characters<'t> {
    rest: &'t str,
    escape: Option<char>,
}

impl<'t> Characters<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text, escape: Some('\\') }
    }

    /// Without escapes: `\` is a normal character.
    pub(super) fn literal(text: &'t str) -> Self {
        Self { rest: text, escape: None }
    }

    pub(super) fn rest(&self) -> &'t str {
        self.rest
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let next = characters.next();
        self.rest = characters.as_str();
        next
    }

    pub(super) fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    pub(super) fn skip_comma(&mut self) {
        self.rest = self.rest.strip_prefix(',').unwrap_or(self.rest);
    }

    /// Skips blanks and one comma. Returns whether there was nothing else before the comma or the end.
    pub(super) fn skip_empty(&mut self) -> bool {
        self.rest = self.rest.trim_start();
        let ends = self.rest.is_empty() || self.rest.starts_with(',');
        self.skip_comma();
        ends
    }

    /// The text up to one of the characters, which is skipped and given, or up to the end. An escape takes the next one
    /// as it is.
    pub(super) fn until(&mut self, stops: &[char]) -> (String, Option<char>) {
        let mut text = String::new();
        while let Some(character) = self.next() {
            if stops.contains(&character) {
                return (text, Some(character));
            }
            if Some(character) != self.escape {
                text.push(character);
            } else if let Some(escaped) = self.next() {
                text.push(escaped);
            }
        }
        (text, None)
    }
}
