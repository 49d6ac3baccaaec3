//! Block scalars: `|` and `>`.

use std::borrow::Cow;

use super::cursor::Cursor;
use super::token::{Problem, ScalarText, Style, Token, TokenKind};

/// How line breaks at the end are treated.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomping {
    Clip,
    Strip,
    Keep,
}

/// Reads a scalar in a collection with an indentation.
pub(super) fn scalar<'t>(
    cursor: &mut Cursor<'t>,
    parent: Option<usize>,
    literal: bool,
) -> Result<Token<'t>, Problem> {
    let start = cursor.at();
    cursor.advance();
    let (chomping, increment) = header(cursor)?;
    let header_end = cursor.at();
    cursor.skip_blanks();
    cursor.skip_comment();
    if !cursor.ends_line() {
        let message = "only a comment may follow a block scalar's header on its line";
        return Err(Problem::at(start..cursor.at() + 1, message, "put the text on the next line"));
    }
    if cursor.is_break() {
        cursor.advance_line();
    }
    let mut lines = BlockIndent { parent, indent: increment.map(|by| parent.unwrap_or(0) + by) };
    let mut text = String::new();
    let mut breaks = lines.breaks(cursor)?;
    let mut range = header_end..header_end;
    // Whether there is a complete line before, and whether it started with a blank.
    let (mut ended, mut indented) = (false, false);
    while lines.indent == Some(cursor.column()) && cursor.byte() != 0 {
        if range.start == header_end {
            range.start = cursor.at();
        }
        let begins_blank = cursor.is_blank();
        let folds = !literal && !indented && !begins_blank && ended;
        match (folds, breaks) {
            (true, 0) => text.push(' '),
            (false, _) if ended => text.push('\n'),
            _ => {}
        }
        (0..breaks).for_each(|_| text.push('\n'));
        indented = begins_blank;
        let line = cursor.at();
        while !cursor.ends_line() {
            cursor.advance();
        }
        text.push_str(cursor.since(line));
        range.end = cursor.at();
        ended = cursor.is_break();
        if ended {
            cursor.advance_line();
        }
        breaks = lines.breaks(cursor)?;
    }
    if ended && chomping != Chomping::Strip {
        text.push('\n');
    }
    if chomping == Chomping::Keep {
        (0..breaks).for_each(|_| text.push('\n'));
    }
    let kind = TokenKind::Scalar(ScalarText { text: Cow::Owned(text), style: Style::Block, start });
    Ok(Token { kind, range })
}

/// The two indicators after `|` or `>`, in any order.
fn header(cursor: &mut Cursor<'_>) -> Result<(Chomping, Option<usize>), Problem> {
    let before = chomping(cursor);
    let increment = match cursor.byte() {
        b'0' => {
            let at = cursor.at();
            return Err(Problem::at(at..at + 1, "an indentation of 0 is not possible", "write 1 to 9"));
        }
        digit @ b'1'..=b'9' => {
            cursor.advance();
            Some(usize::from(digit - b'0'))
        }
        _ => None,
    };
    let after = if before.is_none() && increment.is_some() { chomping(cursor) } else { None };
    Ok((before.or(after).unwrap_or(Chomping::Clip), increment))
}

fn chomping(cursor: &mut Cursor<'_>) -> Option<Chomping> {
    let chomping = match cursor.byte() {
        b'-' => Chomping::Strip,
        b'+' => Chomping::Keep,
        _ => return None,
    };
    cursor.advance();
    Some(chomping)
}

struct BlockIndent {
    /// The indentation of the parent.
    parent: Option<usize>,
    /// The column of the content, if known.
    indent: Option<usize>,
}

impl BlockIndent {
    /// Skips empty lines and indentation, and counts the lines.
    fn breaks(&mut self, cursor: &mut Cursor<'_>) -> Result<usize, Problem> {
        let mut deepest = 0;
        let mut breaks = 0;
        loop {
            let indents = |column: usize| self.indent.is_none_or(|indent| column < indent);
            while cursor.byte() == b' ' && indents(cursor.column()) {
                cursor.advance();
            }
            deepest = deepest.max(cursor.column());
            if cursor.byte() == b'\t' && indents(cursor.column()) {
                let at = cursor.at();
                return Err(Problem::at(at..at + 1, "a tab cannot be used for indentation", "use spaces"));
            }
            if !cursor.is_break() {
                break;
            }
            cursor.advance_line();
            breaks += 1;
        }
        let leftmost = self.parent.map_or(0, |parent| parent + 1).max(1);
        self.indent = self.indent.or(Some(deepest.max(leftmost)));
        Ok(breaks)
    }
}
