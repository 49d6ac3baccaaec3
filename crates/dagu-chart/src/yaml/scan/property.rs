//! Anchors, aliases, tags and directives.

use super::cursor::{Cursor, is_name};
use super::token::{Problem, TokenKind};

/// Reads an anchor or an alias.
pub(super) fn anchor<'t>(cursor: &mut Cursor<'t>) -> Result<&'t str, Problem> {
    let start = cursor.at();
    cursor.advance();
    let name = name(cursor);
    let ends =
        cursor.ends_word() || matches!(cursor.byte(), b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`');
    if name.is_empty() || !ends {
        while !cursor.ends_word() {
            cursor.advance();
        }
        let message = "the name of an anchor can contain only letters, digits, `_` and `-`";
        return Err(Problem::at(start..cursor.at(), message, "rename it, or put the text in quotes"));
    }
    Ok(name)
}

fn name<'t>(cursor: &mut Cursor<'t>) -> &'t str {
    let start = cursor.at();
    while is_name(cursor.byte()) {
        cursor.advance();
    }
    cursor.since(start)
}

/// Reads a tag: its handle, which is empty for a full tag, and the rest.
pub(super) fn tag<'t>(cursor: &mut Cursor<'t>) -> Result<(&'t str, String), Problem> {
    let start = cursor.at();
    let (handle, suffix) = if cursor.ahead(1) == b'<' {
        cursor.advance();
        cursor.advance();
        let suffix = uri(cursor, start, "")?;
        if cursor.byte() != b'>' {
            return Err(no_tag(cursor, start));
        }
        cursor.advance();
        ("", suffix)
    } else {
        let handle = handle(cursor);
        if handle.len() > 1 && handle.ends_with('!') {
            (handle, uri(cursor, start, "")?)
        } else {
            match uri(cursor, start, handle)? {
                suffix if suffix.is_empty() => ("", "!".to_owned()),
                suffix => ("!", suffix),
            }
        }
    };
    if cursor.ends_word() { Ok((handle, suffix)) } else { Err(no_tag(cursor, start)) }
}

fn no_tag(cursor: &mut Cursor<'_>, start: usize) -> Problem {
    while !cursor.ends_word() {
        cursor.advance();
    }
    Problem::at(start..cursor.at(), "this is not a valid tag", "correct it, or put the text in quotes")
}

/// `!`, `!!` or `!name!`, or the start of a tag without a handle.
fn handle<'t>(cursor: &mut Cursor<'t>) -> &'t str {
    let start = cursor.at();
    cursor.advance();
    name(cursor);
    if cursor.byte() == b'!' {
        cursor.advance();
    }
    cursor.since(start)
}

/// The rest of a tag, after a text that is not a handle.
fn uri(cursor: &mut Cursor<'_>, start: usize, head: &str) -> Result<String, Problem> {
    let mut uri = head.get(1..).unwrap_or_default().as_bytes().to_vec();
    let first = cursor.at();
    loop {
        match cursor.byte() {
            b'%' => escapes(cursor, start, &mut uri)?,
            byte if is_name(byte) || b";/?:@&=+$,.!~*'()[]".contains(&byte) => {
                uri.push(byte);
                cursor.advance();
            }
            _ => break,
        }
    }
    if head.is_empty() && cursor.at() == first {
        return Err(no_tag(cursor, start));
    }
    Ok(String::from_utf8_lossy(&uri).into_owned())
}

/// Reads the escapes of one character.
fn escapes(cursor: &mut Cursor<'_>, start: usize, uri: &mut Vec<u8>) -> Result<(), Problem> {
    let mut left = 1;
    let mut is_first = true;
    while left > 0 {
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let octet = match (cursor.byte(), digit(cursor.ahead(1)), digit(cursor.ahead(2))) {
            (b'%', Some(high), Some(low)) => (high * 16 + low) as u8,
            _ => return Err(no_tag(cursor, start)),
        };
        match (is_first, octet) {
            (true, 0..0x80) | (false, 0x80..0xC0) => {}
            (true, 0xC0..0xE0) => left = 2,
            (true, 0xE0..0xF0) => left = 3,
            (true, 0xF0..0xF8) => left = 4,
            _ => return Err(no_tag(cursor, start)),
        }
        uri.push(octet);
        (0..3).for_each(|_| cursor.advance());
        is_first = false;
        left -= 1;
    }
    Ok(())
}

/// Reads a directive and the rest of its line.
pub(super) fn directive<'t>(cursor: &mut Cursor<'t>) -> Result<TokenKind<'t>, Problem> {
    let start = cursor.at();
    cursor.advance();
    let kind = match name(cursor) {
        "YAML" if cursor.ends_word() => {
            cursor.skip_blanks();
            let version = version(cursor).ok_or_else(|| no_directive(cursor, start))?;
            TokenKind::Version { is_known: version == ("1", "1") }
        }
        "TAG" if cursor.ends_word() => {
            cursor.skip_blanks();
            tag_directive(cursor, start)?
        }
        _ => return Err(no_directive(cursor, start)),
    };
    cursor.skip_blanks();
    cursor.skip_comment();
    if !cursor.ends_line() {
        return Err(no_directive(cursor, start));
    }
    if cursor.is_break() {
        cursor.advance_line();
    }
    Ok(kind)
}

/// The two numbers of a version, without leading zeros.
fn version<'t>(cursor: &mut Cursor<'t>) -> Option<(&'t str, &'t str)> {
    let major = number(cursor)?;
    if cursor.byte() != b'.' {
        return None;
    }
    cursor.advance();
    Some((major, number(cursor)?))
}

fn number<'t>(cursor: &mut Cursor<'t>) -> Option<&'t str> {
    let start = cursor.at();
    while cursor.byte().is_ascii_digit() {
        cursor.advance();
    }
    let digits = cursor.since(start);
    matches!(digits.len(), 1 | 2).then(|| digits.strip_prefix('0').unwrap_or(digits))
}

fn tag_directive<'t>(cursor: &mut Cursor<'t>, start: usize) -> Result<TokenKind<'t>, Problem> {
    if cursor.byte() != b'!' {
        return Err(no_directive(cursor, start));
    }
    let handle = handle(cursor);
    if !cursor.is_blank() || !(handle == "!" || handle.len() > 1 && handle.ends_with('!')) {
        return Err(no_directive(cursor, start));
    }
    cursor.skip_blanks();
    let prefix = uri(cursor, start, "")?;
    if !cursor.ends_word() {
        return Err(no_directive(cursor, start));
    }
    Ok(TokenKind::TagDirective { handle, prefix })
}

fn no_directive(cursor: &mut Cursor<'_>, start: usize) -> Problem {
    while !cursor.ends_line() {
        cursor.advance();
    }
    Problem::at(start..cursor.at(), KNOWN_DIRECTIVES, "remove this line")
}

pub(crate) const KNOWN_DIRECTIVES: &str = "Helm supports no directives but `%YAML 1.1` and `%TAG`";
