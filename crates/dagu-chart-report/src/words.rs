//! Text that fits the width of a terminal.

/// Breaks lines at spaces so that they fit `width` columns, of which the first `indent` are taken. A word is never broken.
pub fn wrap(text: &str, indent: usize, width: Option<usize>) -> String {
    let Some(width) = width else { return text.to_owned() };
    let room = width.saturating_sub(indent).max(20);
    let mut wrapped = String::with_capacity(text.len());
    let mut column = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > room {
            wrapped.push('\n');
            column = 0;
        } else if column > 0 {
            wrapped.push(' ');
            column += 1;
        }
        wrapped.push_str(word);
        column += length;
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_break_between_words_only() {
        let text = "a pool of workers with `a.very.long.path.of.a.value`";
        assert_eq!(wrap(text, 10, None), text);
        assert_eq!(wrap(text, 10, Some(40)), "a pool of workers with\n`a.very.long.path.of.a.value`");
        assert_eq!(
            wrap("averylongwordthatdoesnotfitanywhere b", 0, Some(20)),
            "averylongwordthatdoesnotfitanywhere\nb"
        );
    }
}
