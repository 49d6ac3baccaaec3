//! Scalars without quotes.

use std::borrow::Cow;

use super::cursor::{Cursor, ends_word};
use super::token::{Problem, ScalarText, Style, Token, TokenKind};

/// Reads a scalar, and whether a line ended after it.
pub(super) fn scalar<'t>(
    cursor: &mut Cursor<'t>,
    indent: Option<usize>,
    in_flow: bool,
) -> Result<(Token<'t>, bool), Problem> {
    let leftmost = indent.map_or(0, |indent| indent + 1);
    let start = cursor.at();
    // The joined text before the last line break, and the start of the line after it.
    let mut folded: Option<String> = None;
    let mut piece = start;
    let mut end = start;
    // Line breaks since the last character.
    let mut breaks = 0;
    while !cursor.is_at_any_marker() && cursor.byte() != b'#' {
        while !cursor.ends_word() && !is_end(cursor, in_flow) {
            if breaks > 0 {
                let folded = folded.get_or_insert_default();
                folded.push_str(cursor.text.get(piece..end).unwrap_or_default());
                super::quoted::fold(breaks, folded);
                piece = cursor.at();
                breaks = 0;
            }
            cursor.advance();
            end = cursor.at();
        }
        if !cursor.is_blank() && !cursor.is_break() {
            break;
        }
        while cursor.is_blank() || cursor.is_break() {
            if cursor.is_break() {
                cursor.advance_line();
                breaks += 1;
            } else if breaks > 0 && cursor.column() < leftmost && cursor.byte() == b'\t' {
                let at = cursor.at();
                return Err(Problem::at(at..at + 1, "a tab cannot be used for indentation", "use spaces"));
            } else {
                cursor.advance();
            }
        }
        if !in_flow && cursor.column() < leftmost {
            break;
        }
    }
    let last = cursor.text.get(piece..end).unwrap_or_default();
    let text = match folded {
        Some(folded) => Cow::Owned(folded + last),
        None => Cow::Borrowed(last),
    };
    let kind = TokenKind::Scalar(ScalarText { text, style: Style::Plain, start });
    Ok((Token { kind, range: start..end }, breaks > 0))
}

/// Whether the character here ends a plain scalar within a word.
fn is_end(cursor: &Cursor<'_>, in_flow: bool) -> bool {
    match cursor.byte() {
        b':' => ends_word(cursor.ahead(1)),
        b',' | b'?' | b'[' | b']' | b'{' | b'}' => in_flow,
        _ => false,
    }
}
