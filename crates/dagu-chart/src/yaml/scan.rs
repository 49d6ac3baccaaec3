//! Splits a text into the tokens of YAML 1.1, with keys and indentation like Helm's parser.
//!
//! It follows Helm's parser even where that deviates from YAML: quoted text and brackets can
//! be in any column, and a tab is a blank wherever no key can start. It reads ahead no further
//! than necessary to know whether something is a key.

mod block;
mod cursor;
mod node;
mod plain;
mod property;
mod quoted;
mod token;

use std::collections::VecDeque;

use self::cursor::{Cursor, Mark, ends_word};
pub(super) use self::property::KNOWN_DIRECTIVES;
pub(super) use self::token::{Problem, Style, Token, TokenKind};

/// The maximum distance between the start of a key and its `:`, in characters.
const LONGEST_KEY: usize = 1024;

pub(super) struct Scanner<'t> {
    cursor: Cursor<'t>,
    tokens: VecDeque<Token<'t>>,
    /// The number of tokens that were taken from the queue.
    taken: usize,
    ended: bool,
    /// The columns of the innermost block collection and those around it. None is left of every column.
    indent: Option<usize>,
    indents: Vec<Option<usize>>,
    /// Possible keys: one for the block context, and one for each open bracket.
    keys: Vec<Option<SimpleKey>>,
    /// Whether a key without `?` can start here.
    key_allowed: bool,
}

/// A possible key, which is one if a `:` follows.
#[derive(Clone, Copy)]
struct SimpleKey {
    /// Nothing else is allowed here.
    required: bool,
    /// The number of its first token.
    token: usize,
    mark: Mark,
}

type Scanned<T> = Result<T, Problem>;

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            cursor: Cursor::new(text),
            tokens: VecDeque::new(),
            taken: 0,
            ended: false,
            indent: None,
            indents: Vec::new(),
            keys: vec![None],
            key_allowed: true,
        }
    }

    /// The next token. After the end, it is always the end.
    pub(super) fn peek(&mut self) -> Scanned<&Token<'t>> {
        while self.needs_more()? {
            self.fetch()?;
        }
        if self.tokens.is_empty() {
            self.push(TokenKind::StreamEnd, self.cursor.mark());
        }
        Ok(&self.tokens[0])
    }

    /// Removes and returns the next token.
    pub(super) fn take(&mut self) -> Scanned<Token<'t>> {
        self.peek()?;
        self.taken += 1;
        // `peek` has put one there.
        Ok(self.tokens.pop_front().unwrap_or(Token { kind: TokenKind::StreamEnd, range: 0..0 }))
    }

    /// The byte at an offset.
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.cursor.text.as_bytes().get(at).copied().unwrap_or_default()
    }

    /// Whether an open bracket is closed later, whatever is in between.
    pub(super) fn closes(&self, bracket: usize) -> bool {
        let mut open: Vec<usize> = Vec::new();
        let mut rest = Scanner::new(self.cursor.text);
        loop {
            let Ok(token) = rest.take() else { return false };
            match token.kind {
                TokenKind::FlowList | TokenKind::FlowMap => open.push(token.range.start),
                TokenKind::FlowListEnd | TokenKind::FlowMapEnd if open.pop() == Some(bracket) => return true,
                TokenKind::StreamEnd => return false,
                _ => {}
            }
        }
    }

    fn needs_more(&mut self) -> Scanned<bool> {
        if self.tokens.is_empty() {
            return Ok(!self.ended);
        }
        // It is not known yet whether the first token is a key, before which a token would be inserted.
        let is_first = |key: &Option<SimpleKey>| key.is_some_and(|key| key.token == self.taken);
        match self.keys.iter().position(is_first) {
            Some(level) => self.is_still_key(level),
            None => Ok(false),
        }
    }

    fn in_flow(&self) -> bool {
        self.keys.len() > 1
    }

    fn fetch(&mut self) -> Scanned<()> {
        self.skip_to_token();
        self.close_blocks(Some(self.cursor.column()));
        let cursor = &self.cursor;
        let (byte, alone) = (cursor.byte(), ends_word(cursor.ahead(1)));
        match byte {
            0 => self.fetch_end(),
            b'%' if cursor.column() == 0 => self.fetch_directive(),
            b'-' if cursor.is_at_marker(b"---") => self.fetch_marker(TokenKind::DocumentStart),
            b'.' if cursor.is_at_marker(b"...") => self.fetch_marker(TokenKind::DocumentEnd),
            b'[' => self.fetch_flow_start(TokenKind::FlowList),
            b'{' => self.fetch_flow_start(TokenKind::FlowMap),
            b']' => self.fetch_flow_end(TokenKind::FlowListEnd),
            b'}' => self.fetch_flow_end(TokenKind::FlowMapEnd),
            b',' => self.fetch_comma(),
            b'-' if alone => self.fetch_item(),
            b'?' if alone || self.in_flow() => self.fetch_key(),
            b':' if alone || self.in_flow() => self.fetch_value(),
            b'*' | b'&' => self.fetch_anchor(byte == b'*'),
            b'!' => self.fetch_tag(),
            b'|' | b'>' if !self.in_flow() => self.fetch_block_scalar(byte == b'|'),
            b'\'' | b'"' => self.fetch_quoted(),
            b'|' | b'>' | b'%' | b'@' | b'`' | b'\t' => Err(self.cannot_begin()),
            _ => self.fetch_plain(),
        }
    }

    fn cannot_begin(&self) -> Problem {
        let at = self.cursor.at();
        let (range, byte) = (at..at + 1, self.cursor.byte());
        if byte == b'\t' {
            return Problem::at(range, "a tab cannot be used for indentation", "use spaces");
        }
        let message = format!("`{}` cannot start a value", char::from(byte));
        Problem::at(range, message, "put the text in quotes")
    }

    fn skip_to_token(&mut self) {
        loop {
            // A tab where a key can start would be indentation.
            let tabs = self.in_flow() || !self.key_allowed;
            while self.cursor.byte() == b' ' || (tabs && self.cursor.byte() == b'\t') {
                self.cursor.advance();
            }
            self.cursor.skip_comment();
            if !self.cursor.is_break() {
                return;
            }
            self.cursor.advance_line();
            if !self.in_flow() {
                self.key_allowed = true;
            }
        }
    }

    /// Adds a token from `start` to here.
    fn push(&mut self, kind: TokenKind<'t>, start: Mark) {
        self.tokens.push_back(Token { kind, range: start.at..self.cursor.at() });
    }

    /// Adds a token of the next `length` characters.
    fn push_next(&mut self, kind: TokenKind<'t>, length: usize) {
        let start = self.cursor.mark();
        (0..length).for_each(|_| self.cursor.advance());
        self.push(kind, start);
    }

    /// Inserts a token before the one with a number.
    fn insert(&mut self, number: usize, kind: TokenKind<'t>, at: usize) {
        let index = number.saturating_sub(self.taken).min(self.tokens.len());
        self.tokens.insert(index, Token { kind, range: at..at });
    }

    /// Whether a possible key at a level is still possible: its `:` has to follow soon, on the same line.
    fn is_still_key(&mut self, level: usize) -> Scanned<bool> {
        let Some(key) = self.keys[level] else { return Ok(false) };
        let here = self.cursor.mark();
        if key.mark.line == here.line && here.column <= key.mark.column + LONGEST_KEY {
            return Ok(true);
        }
        self.drop_key(level)?;
        Ok(false)
    }

    fn drop_key(&mut self, level: usize) -> Scanned<()> {
        match self.keys[level].take() {
            Some(key) if key.required => Err(self.no_colon(key)),
            _ => Ok(()),
        }
    }

    fn no_colon(&self, key: SimpleKey) -> Problem {
        let start = key.mark.at;
        let rest = self.cursor.text.get(start..).unwrap_or_default();
        let line = rest.split(['\r', '\n']).next().unwrap_or_default();
        let range = start..start + line.trim_end().len();
        if line.chars().nth(LONGEST_KEY).is_some() && line.contains(':') {
            let message = "a key must be at most 1024 characters long";
            return Problem::at(range, message, "shorten it");
        }
        Problem::at(range, "this key has no `:` on its line", "write `key: value` on one line")
    }

    /// The nesting level of brackets.
    fn level(&self) -> usize {
        self.keys.len() - 1
    }

    /// Records a possible key here.
    fn save_key(&mut self) -> Scanned<()> {
        let mark = self.cursor.mark();
        let required = !self.in_flow() && self.indent == Some(mark.column);
        if self.key_allowed {
            let level = self.level();
            self.drop_key(level)?;
            self.keys[level] = Some(SimpleKey { required, token: self.taken + self.tokens.len(), mark });
        }
        Ok(())
    }

    /// Starts a block collection at a column, before a token, unless it is already open.
    fn open_block(&mut self, column: usize, number: usize, kind: TokenKind<'t>, at: usize) {
        if !self.in_flow() && self.indent < Some(column) {
            self.indents.push(self.indent);
            self.indent = Some(column);
            self.insert(number, kind, at);
        }
    }

    /// Ends the block collections to the right of a column.
    fn close_blocks(&mut self, column: Option<usize>) {
        while !self.in_flow() && self.indent > column {
            self.push(TokenKind::BlockEnd, self.cursor.mark());
            self.indent = self.indents.pop().flatten();
        }
    }

    /// The same for tokens that start or end a document.
    fn close_all(&mut self) -> Scanned<()> {
        self.close_blocks(None);
        self.drop_key(self.level())?;
        self.key_allowed = false;
        Ok(())
    }

    fn fetch_end(&mut self) -> Scanned<()> {
        self.cursor.end_last_line();
        self.close_all()?;
        self.ended = true;
        self.push(TokenKind::StreamEnd, self.cursor.mark());
        Ok(())
    }

    fn fetch_marker(&mut self, kind: TokenKind<'t>) -> Scanned<()> {
        self.close_all()?;
        self.push_next(kind, 3);
        Ok(())
    }

    fn fetch_flow_start(&mut self, kind: TokenKind<'t>) -> Scanned<()> {
        self.save_key()?;
        self.keys.push(None);
        self.key_allowed = true;
        self.push_next(kind, 1);
        Ok(())
    }

    fn fetch_flow_end(&mut self, kind: TokenKind<'t>) -> Scanned<()> {
        self.drop_key(self.level())?;
        if self.in_flow() {
            self.keys.pop();
        }
        self.key_allowed = false;
        self.push_next(kind, 1);
        Ok(())
    }

    fn fetch_comma(&mut self) -> Scanned<()> {
        self.drop_key(self.level())?;
        self.key_allowed = true;
        self.push_next(TokenKind::Comma, 1);
        Ok(())
    }

    /// Starts a block collection whose first token comes next.
    fn open_block_here(&mut self, kind: TokenKind<'t>) {
        let mark = self.cursor.mark();
        self.open_block(mark.column, self.taken + self.tokens.len(), kind, mark.at);
    }

    fn fetch_item(&mut self) -> Scanned<()> {
        if !self.in_flow() {
            self.allow("a list item cannot start here", "put the `-` on a line of its own")?;
            self.open_block_here(TokenKind::BlockList);
        }
        self.drop_key(self.level())?;
        self.key_allowed = true;
        self.push_next(TokenKind::Item, 1);
        Ok(())
    }

    fn fetch_key(&mut self) -> Scanned<()> {
        if !self.in_flow() {
            self.allow("a `?` cannot start a key here", "put the text in quotes")?;
            self.open_block_here(TokenKind::BlockMap);
        }
        self.drop_key(self.level())?;
        self.key_allowed = !self.in_flow();
        self.push_next(TokenKind::Key, 1);
        Ok(())
    }

    fn fetch_value(&mut self) -> Scanned<()> {
        let level = self.level();
        if self.is_still_key(level)?
            && let Some(key) = self.keys[level].take()
        {
            self.insert(key.token, TokenKind::Key, key.mark.at);
            self.open_block(key.mark.column, key.token, TokenKind::BlockMap, key.mark.at);
            self.key_allowed = false;
        } else {
            if !self.in_flow() {
                let help = "correct the indentation of this line, or put the text in quotes";
                self.allow("a `:` is not allowed here", help)?;
                self.open_block_here(TokenKind::BlockMap);
            }
            self.key_allowed = !self.in_flow();
        }
        self.push_next(TokenKind::Value, 1);
        Ok(())
    }

    /// Reports a token that is allowed only at the start of a line of a block collection.
    fn allow(&self, message: &'static str, help: &'static str) -> Scanned<()> {
        let at = self.cursor.at();
        if self.key_allowed { Ok(()) } else { Err(Problem::at(at..at + 1, message, help)) }
    }
}
