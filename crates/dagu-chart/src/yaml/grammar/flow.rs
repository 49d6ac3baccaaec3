//! Mappings and lists in flow style.

use super::{Done, Event, Grammar, Halt, In, NodeStart, Problem, TokenKind};

impl<'t> Grammar<'t, '_> {
    pub(super) fn flow_list(&mut self) -> Done {
        let bracket = self.skip()?.start;
        let mut is_first = true;
        loop {
            if !is_first {
                self.separator(bracket, "expected `,` or `]`")?;
            }
            match self.peek()? {
                TokenKind::FlowListEnd => return self.flow_end(),
                TokenKind::Key => self.pair()?,
                _ => self.flow_node(bracket)?,
            }
            is_first = false;
        }
    }

    /// Whether the collection continues, which needs a comma.
    fn separator(&mut self, bracket: usize, message: &'static str) -> Done {
        match self.peek()? {
            TokenKind::Comma => self.skip().map(|_| ()).map_err(Halt::from),
            TokenKind::FlowListEnd if message.ends_with("`]`") => Ok(()),
            TokenKind::FlowMapEnd if message.ends_with("`}`") => Ok(()),
            _ => Err(self.unclosed(bracket, message, "add what is missing, or put the text in quotes")),
        }
    }

    /// A mapping with one entry in a list, without braces.
    fn pair(&mut self) -> Done {
        let start = self.skip()?.start;
        let node = NodeStart { range: start..start, start, outer: start, anchor: None };
        self.listener.hear(Event::MapStart(node))?;
        self.nested(Self::pair_inside)
    }

    fn pair_inside(&mut self) -> Done {
        match self.peek()? {
            // What stands here in place of the key is passed over with it.
            TokenKind::Value | TokenKind::Comma | TokenKind::FlowListEnd => {
                let at = self.skip()?.end;
                self.left_out(at)?;
            }
            _ => self.node(In::Flow)?,
        }
        let mut at = self.place()?.start;
        let has_value = matches!(self.peek()?, TokenKind::Value) && {
            at = self.skip()?.end;
            !matches!(self.peek()?, TokenKind::Comma | TokenKind::FlowListEnd)
        };
        if has_value {
            self.node(In::Flow)?
        } else {
            self.left_out(at)?
        }
        self.listener.hear(Event::End { bracket: None })
    }

    pub(super) fn flow_map(&mut self) -> Done {
        let bracket = self.skip()?.start;
        let mut is_first = true;
        loop {
            if !is_first {
                self.separator(bracket, "expected `,` or `}`")?;
            }
            match self.peek()? {
                TokenKind::FlowMapEnd => return self.flow_end(),
                TokenKind::Key => self.flow_entry(bracket)?,
                _ => {
                    self.flow_node(bracket)?;
                    let at = self.place()?.start;
                    self.left_out(at)?;
                }
            }
            is_first = false;
        }
    }

    fn flow_entry(&mut self, bracket: usize) -> Done {
        let key = self.skip()?.end;
        if matches!(self.peek()?, TokenKind::Value | TokenKind::Comma | TokenKind::FlowMapEnd) {
            self.left_out(key)?;
        } else {
            self.flow_node(bracket)?;
        }
        let mut at = self.place()?.start;
        if matches!(self.peek()?, TokenKind::Value) {
            at = self.skip()?.end;
            if !matches!(self.peek()?, TokenKind::Comma | TokenKind::FlowMapEnd) {
                return self.flow_node(bracket);
            }
        }
        self.left_out(at)
    }

    fn flow_node(&mut self, bracket: usize) -> Done {
        match self.peek()? {
            TokenKind::StreamEnd | TokenKind::DocumentStart | TokenKind::DocumentEnd => {
                Err(self.unclosed(bracket, "", ""))
            }
            _ => self.node(In::Flow),
        }
    }

    fn flow_end(&mut self) -> Done {
        let end = self.skip()?.end;
        self.listener.hear(Event::End { bracket: Some(end) })
    }

    /// Reports an error, which usually is an unclosed bracket further up.
    fn unclosed(&mut self, bracket: usize, message: &'static str, help: &'static str) -> Halt {
        if self.scanner.closes(bracket) {
            return self.unexpected(message, help);
        }
        let (message, help) = match self.scanner.byte(bracket) {
            b'[' => ("this `[` is never closed", "add the `]`"),
            _ => ("this `{` is never closed", "add the `}`"),
        };
        Problem::at(bracket..bracket + 1, message, help).into()
    }
}
