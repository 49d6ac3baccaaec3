//! Scans scalars, anchors, aliases, tags and directives.

use super::token::TokenKind;
use super::{Scanned, Scanner, block, plain, property, quoted};

impl Scanner<'_> {
    pub(super) fn fetch_anchor(&mut self, is_alias: bool) -> Scanned<()> {
        self.save_key()?;
        self.key_allowed = false;
        let start = self.cursor.mark();
        let name = property::anchor(&mut self.cursor)?;
        self.push(if is_alias { TokenKind::Alias(name) } else { TokenKind::Anchor(name) }, start);
        Ok(())
    }

    pub(super) fn fetch_tag(&mut self) -> Scanned<()> {
        self.save_key()?;
        self.key_allowed = false;
        let start = self.cursor.mark();
        let (handle, suffix) = property::tag(&mut self.cursor)?;
        self.push(TokenKind::Tag { handle, suffix }, start);
        Ok(())
    }

    pub(super) fn fetch_directive(&mut self) -> Scanned<()> {
        self.close_all()?;
        let start = self.cursor.mark();
        let kind = property::directive(&mut self.cursor)?;
        self.push(kind, start);
        Ok(())
    }

    pub(super) fn fetch_block_scalar(&mut self, literal: bool) -> Scanned<()> {
        self.drop_key(self.level())?;
        self.key_allowed = true;
        let token = block::scalar(&mut self.cursor, self.indent, literal)?;
        self.tokens.push_back(token);
        Ok(())
    }

    pub(super) fn fetch_quoted(&mut self) -> Scanned<()> {
        self.save_key()?;
        self.key_allowed = false;
        let token = quoted::scalar(&mut self.cursor)?;
        self.tokens.push_back(token);
        Ok(())
    }

    pub(super) fn fetch_plain(&mut self) -> Scanned<()> {
        self.save_key()?;
        self.key_allowed = false;
        let in_flow = self.in_flow();
        let (token, ends_at_line) = plain::scalar(&mut self.cursor, self.indent, in_flow)?;
        self.key_allowed = ends_at_line;
        self.tokens.push_back(token);
        Ok(())
    }
}
