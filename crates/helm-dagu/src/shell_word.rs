//! Words as a shell reads them.

/// A word in quotation marks.
pub(crate) fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// A word in a command on one line, in quotation marks if it needs them. `…`, which stands for a value, needs none.
pub(crate) fn shortest(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "%+,-./:=@_…".contains(c);
    if word.chars().all(is_plain) {
        return word.to_owned();
    }
    quoted(&word.replace(char::is_control, "?"))
}
