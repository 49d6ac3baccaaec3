//! Where Go's YAML 1.1 grammar is narrower than the parser's YAML 1.2, or reads the same text differently.
//!
//! Such a text is refused: whoever writes it would get another result from Helm, or none.

use std::ops::Range;

/// Longest key, in characters, that needs no `?`.
const LONGEST_KEY: usize = 1024;

/// What is wrong, and the way out.
pub(super) type Refusal = (&'static str, &'static str);

/// What stands before the document: Go knows two directives, no version but 1.1, and no end before a start.
pub(super) fn prologue(text: &str) -> Option<Refusal> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    for line in text.lines() {
        let content = line.trim_start();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        if line == "..." || line.starts_with("... ") {
            return Some(("a document ends here that did not begin", "remove the `...`"));
        }
        let directive = line.strip_prefix('%')?;
        let mut words = directive.split_whitespace();
        match (words.next(), words.next()) {
            (Some("TAG"), _) | (Some("YAML"), Some("1.1")) => {}
            _ => return Some(("Helm knows no directives but `%YAML 1.1` and `%TAG`", "remove this line")),
        }
    }
    None
}

/// A tab in the indentation, or behind `-` or `?`.
pub(super) fn indentation(text: &str, start: usize) -> Option<Refusal> {
    let before = text.get(..start)?;
    let line = before.trim_end_matches([' ', '\t']);
    let tab = before.get(line.len()..)?.contains('\t');
    let indents = line.is_empty() || line.ends_with(['\n', '\r', '-', '?']);
    (tab && indents).then_some(("a tab cannot indent", "use spaces"))
}

/// The anchors and tags in front of a node, or an alias, and the text behind them.
pub(super) fn properties(properties: &str, behind: &str) -> Option<Refusal> {
    // To Go the comma belongs to the tag.
    if properties.contains('!')
        && properties.ends_with(|c: char| !c.is_whitespace())
        && behind.starts_with(',')
    {
        return Some(("a tag stands before nothing", "write `\"\"` behind the tag"));
    }
    let odd = |word: &str| {
        let name = word.strip_prefix(['&', '*']);
        let is_known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        name.is_some_and(|name| !name.bytes().all(is_known))
    };
    properties
        .split_whitespace()
        .any(odd)
        .then_some(("the name of an anchor holds more than letters, digits, `_` and `-`", "rename it"))
}

/// A plain scalar between brackets.
pub(super) fn flow_plain(scalar: &str) -> Option<Refusal> {
    (scalar.contains('?') || scalar.starts_with([':', '|', '>'])).then_some((
        "a `?`, or a `:`, `|` or `>` in front, means something else to Helm between brackets",
        "put the text in quotes",
    ))
}

/// The content of a block scalar.
pub(super) fn block(scalar: &str) -> Option<Refusal> {
    scalar
        .starts_with('\t')
        .then_some(("a tab begins the text and may be taken for its indentation", "use spaces"))
}

/// An escape that only newer readers know.
pub(super) fn double_quoted(scalar: &str) -> Option<Refusal> {
    let mut rest = scalar;
    while let Some(at) = rest.find('\\') {
        if rest.get(at + 1..)?.starts_with('/') {
            return Some(("Helm does not know the escape `\\/`", "write `/`"));
        }
        let escaped = rest.get(at + 1..)?.chars().next()?;
        rest = rest.get(at + 1 + escaped.len_utf8()..)?;
    }
    None
}

/// A key and the colon behind it.
pub(super) fn key(text: &str, key: &Range<usize>, plain: bool) -> Option<Refusal> {
    let behind = text.get(key.end..)?;
    let colon = behind.trim_start().strip_prefix(':')?;
    let blanks = behind.len() - colon.len() - 1;
    if plain && colon.starts_with([',', '[', ']', '{', '}']) {
        return Some(("Helm takes this `:` for a part of the text", "put a space behind the `:`"));
    }
    if text.get(..key.start)?.trim_end().ends_with('?') {
        return None;
    }
    let whole = text.get(key.start..key.end + blanks)?;
    if whole.contains(['\n', '\r']) {
        return Some(("a key must stand on one line with its `:`", "join the lines"));
    }
    let long = whole.len() > LONGEST_KEY && whole.chars().count() > LONGEST_KEY;
    long.then_some(("a key must be at most 1024 characters long", "shorten it"))
}
