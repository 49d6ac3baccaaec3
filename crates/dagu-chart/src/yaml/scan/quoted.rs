//! Scalars in quotes, whose lines can start in any column.

use std::borrow::Cow;

use super::cursor::{Cursor, is_break};
use super::token::{Problem, ScalarText, Style, Token, TokenKind};

pub(super) fn scalar<'t>(cursor: &mut Cursor<'t>) -> Result<Token<'t>, Problem> {
    let start = cursor.at();
    let quote = cursor.byte();
    let is_double = quote == b'"';
    cursor.advance();
    let mut text = Text { text: cursor.text, joined: None, piece: cursor.at() };
    loop {
        if cursor.byte() == 0 || cursor.is_at_any_marker() {
            let message = "this quoted text is never closed";
            return Err(Problem::at(start..start + 1, message, "add the closing quote"));
        }
        // Whether there is an escaped line break before the following blanks.
        let mut escaped = false;
        while !cursor.ends_word() {
            match cursor.byte() {
                b'\'' if !is_double && cursor.ahead(1) == b'\'' => {
                    cursor.advance();
                    text.cut(cursor.at());
                    cursor.advance();
                    text.resume(cursor.at());
                }
                byte if byte == quote => break,
                b'\\' if is_double && is_break(cursor.ahead(1)) => {
                    text.cut(cursor.at());
                    cursor.advance();
                    cursor.advance_line();
                    escaped = true;
                    break;
                }
                b'\\' if is_double => {
                    text.cut(cursor.at());
                    let character = escape(cursor)?;
                    text.add(character);
                    text.resume(cursor.at());
                }
                _ => cursor.advance(),
            }
        }
        if cursor.byte() == quote {
            if escaped {
                text.resume(cursor.at());
            }
            break;
        }
        blanks(cursor, escaped, &mut text);
    }
    let text = text.finish(cursor.at());
    cursor.advance();
    let kind = TokenKind::Scalar(ScalarText { text, style: Style::Quoted, start });
    Ok(Token { kind, range: start..cursor.at() })
}

/// Reads blanks and line breaks, which are folded.
fn blanks(cursor: &mut Cursor<'_>, escaped: bool, text: &mut Text<'_>) {
    let start = cursor.at();
    let mut breaks = 0;
    while cursor.is_blank() || cursor.is_break() {
        if cursor.is_break() {
            cursor.advance_line();
            breaks += 1;
        } else {
            cursor.advance();
        }
    }
    if escaped {
        (0..breaks).for_each(|_| text.add('\n'));
    } else if breaks > 0 {
        text.cut(start);
        fold(breaks, text.joined());
    } else {
        return;
    }
    text.resume(cursor.at());
}

/// One line break becomes a space; of several, the first one is dropped.
pub(super) fn fold(breaks: usize, text: &mut String) {
    if breaks == 1 {
        text.push(' ');
    }
    (1..breaks).for_each(|_| text.push('\n'));
}

/// The content so far: the joined text, and the current piece of the text.
struct Text<'t> {
    text: &'t str,
    joined: Option<String>,
    piece: usize,
}

impl<'t> Text<'t> {
    fn joined(&mut self) -> &mut String {
        self.joined.get_or_insert_default()
    }

    /// Ends the piece.
    fn cut(&mut self, end: usize) {
        let piece = self.text.get(self.piece..end).unwrap_or_default();
        self.joined().push_str(piece);
        self.piece = end;
    }

    /// Adds characters that are not in the text, between pieces.
    fn add(&mut self, character: char) {
        self.joined().push(character);
    }

    /// Starts the next piece.
    fn resume(&mut self, start: usize) {
        self.piece = start;
    }

    fn finish(mut self, end: usize) -> Cow<'t, str> {
        if self.joined.is_none() {
            return Cow::Borrowed(self.text.get(self.piece..end).unwrap_or_default());
        }
        self.cut(end);
        Cow::Owned(self.joined.unwrap_or_default())
    }
}

/// Reads the escape here.
fn escape(cursor: &mut Cursor<'_>) -> Result<char, Problem> {
    let start = cursor.at();
    cursor.advance();
    let digits = match cursor.byte() {
        b'x' => 2,
        b'u' => 4,
        b'U' => 8,
        byte => {
            let Some(character) = single(byte) else {
                cursor.advance();
                let written = cursor.since(start);
                let message = format!("`{written}` is not an escape sequence of YAML 1.1");
                let help = match written {
                    "\\/" => "write `/`",
                    _ => "write `\\\\` for a backslash, or put the text in single quotes",
                };
                return Err(Problem::at(start..cursor.at(), message, help));
            };
            cursor.advance();
            return Ok(character);
        }
    };
    cursor.advance();
    let first = cursor.at();
    while cursor.at() < first + digits && cursor.byte().is_ascii_hexdigit() {
        cursor.advance();
    }
    let number = u32::from_str_radix(cursor.since(first), 16).ok();
    number.filter(|_| cursor.at() == first + digits).and_then(char::from_u32).ok_or_else(|| {
        let message = format!("`{}` is not a character", cursor.since(start));
        Problem::at(start..cursor.at(), message, "write its number with all digits, such as `\\u00e9`")
    })
}

fn single(escape: u8) -> Option<char> {
    Some(match escape {
        b'0' => '\0',
        b'a' => '\x07',
        b'b' => '\x08',
        b't' | b'\t' => '\t',
        b'n' => '\n',
        b'v' => '\x0B',
        b'f' => '\x0C',
        b'r' => '\r',
        b'e' => '\x1B',
        b' ' => ' ',
        b'"' => '"',
        b'\'' => '\'',
        b'\\' => '\\',
        b'N' => '\u{85}',
        b'_' => '\u{A0}',
        b'L' => '\u{2028}',
        b'P' => '\u{2029}',
        _ => return None,
    })
}
