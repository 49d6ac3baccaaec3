//! Text that fits the width of a terminal.

/// Breaks lines at spaces so that they fit `width` columns, of which the first `indent` are taken. A word is never broken.
pub fn wrap(text: &str, indent: usize, width: Option<usize>) -> String {
    match width {
        Some(width) => lines(text, width.saturating_sub(indent).max(20)).join("\n"),
        None => text.to_owned(),
    }
}

/// A text as lines of whole words with at most `width` columns; a word that is longer has a line of its own.
pub fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut columns = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if columns > 0 && columns + 1 + length > width {
            lines.push(std::mem::take(&mut line));
            columns = 0;
        } else if columns > 0 {
            line.push(' ');
            columns += 1;
        }
        line.push_str(word);
        columns += length;
    }
    lines.push(line);
    lines
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
