//! Mappings and lists in block style.

use super::{Done, Event, Grammar, In, TokenKind};

impl<'t> Grammar<'t, '_> {
    pub(super) fn block_list(&mut self) -> Done {
        self.skip()?;
        loop {
            match self.peek()? {
                TokenKind::Item => {
                    let dash = self.skip()?.end;
                    match self.peek()? {
                        TokenKind::Item | TokenKind::BlockEnd => self.left_out(dash)?,
                        _ => self.node(In::Block)?,
                    }
                }
                TokenKind::BlockEnd => return self.block_end(),
                _ => return Err(self.misplaced("expected a `-`, as before the other items")),
            }
        }
    }

    /// A list in the column of the mapping that holds it.
    pub(super) fn indentless_list(&mut self) -> Done {
        while matches!(self.peek()?, TokenKind::Item) {
            let dash = self.skip()?.end;
            match self.peek()? {
                TokenKind::Item | TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => {
                    self.left_out(dash)?;
                }
                _ => self.node(In::Block)?,
            }
        }
        self.listener.hear(Event::End { bracket: None })
    }

    pub(super) fn block_map(&mut self) -> Done {
        self.skip()?;
        loop {
            match self.peek()? {
                TokenKind::Key => {
                    let key = self.skip()?.end;
                    self.key_or_value(key)?;
                    let place = self.place()?.start;
                    if matches!(self.peek()?, TokenKind::Value) {
                        let colon = self.skip()?.end;
                        self.key_or_value(colon)?;
                    } else {
                        self.left_out(place)?;
                    }
                }
                TokenKind::BlockEnd => return self.block_end(),
                _ => return Err(self.misplaced("expected a key, as in the lines above")),
            }
        }
    }

    fn key_or_value(&mut self, at: usize) -> Done {
        match self.peek()? {
            TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => self.left_out(at),
            _ => self.node(In::Value),
        }
    }

    fn block_end(&mut self) -> Done {
        self.skip()?;
        self.listener.hear(Event::End { bracket: None })
    }

    /// Reports a token that belongs neither to the open collection nor to one around it.
    fn misplaced(&mut self, message: &'static str) -> super::Halt {
        match self.peek() {
            Ok(TokenKind::BlockMap | TokenKind::BlockList) => self.unexpected(
                "the indentation of this line matches none of the lines above",
                "indent it like the lines that it belongs to",
            ),
            _ => self.unexpected(message, "correct the indentation, or put the text before it in quotes"),
        }
    }
}
