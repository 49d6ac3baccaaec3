//! The grammar of YAML 1.1: turns the scanner's tokens into events for a listener.

mod block;
mod event;
mod flow;

use std::ops::Range;

use self::event::Properties;
pub(super) use self::event::{Event, Halt, Listener, NodeStart};
use super::DEEPEST;
use super::scan::{Problem, Scanner, Style, Token, TokenKind};
use super::tag::Tag;

/// The error for nesting that is too deep.
pub(super) const TOO_DEEP: (&str, &str) =
    ("mappings and lists are nested too deeply", "nest at most 100 levels");

/// Parses a text and passes its events to the listener.
pub(super) fn parse<'t>(text: &'t str, listener: &mut dyn Listener<'t>) -> Result<(), Halt> {
    let scanner = Scanner::new(text);
    Grammar { scanner, listener, handles: Vec::new(), depth: 0 }.stream()
}

/// The listener is a trait object: the guest would have a copy of the grammar for each type of it otherwise.
struct Grammar<'t, 'l> {
    scanner: Scanner<'t>,
    listener: &'l mut dyn Listener<'t>,
    /// The tag handles that the document declares, with their prefixes.
    handles: Vec<(&'t str, String)>,
    depth: usize,
}

type Done = Result<(), Halt>;

impl<'t> Grammar<'t, '_> {
    fn stream(&mut self) -> Done {
        let mut is_first = true;
        loop {
            while !is_first && matches!(self.peek()?, TokenKind::DocumentEnd) {
                self.skip()?;
            }
            match self.peek()? {
                TokenKind::StreamEnd => return Ok(()),
                TokenKind::Version { .. } | TokenKind::TagDirective { .. } | TokenKind::DocumentStart => {
                    self.explicit_document()?;
                }
                _ if is_first => {
                    self.listener.hear(Event::DocumentStart)?;
                    self.node(In::Block)?;
                }
                _ => {
                    return Err(self.unexpected(
                        "text after the end of a document",
                        "start the next document with `---`",
                    ));
                }
            }
            // The text after the document is scanned up to the next token before the document ends.
            if matches!(self.peek()?, TokenKind::DocumentEnd) {
                self.skip()?;
            }
            self.listener.hear(Event::DocumentEnd)?;
            self.handles.clear();
            is_first = false;
        }
    }

    fn explicit_document(&mut self) -> Done {
        let mut has_version = false;
        loop {
            let Token { kind, range } = self.scanner.take()?;
            match kind {
                TokenKind::Version { is_known: true } if !has_version => has_version = true,
                TokenKind::Version { .. } => {
                    let message = super::scan::KNOWN_DIRECTIVES;
                    return Err(Problem::at(range, message, "remove this line").into());
                }
                TokenKind::TagDirective { handle, prefix } => {
                    if self.handles.iter().any(|(known, _)| *known == handle) {
                        let message = "duplicate `%TAG` directive for this handle";
                        return Err(Problem::at(range, message, "remove one of the two").into());
                    }
                    self.handles.push((handle, prefix));
                }
                TokenKind::DocumentStart => {
                    self.listener.hear(Event::DocumentStart)?;
                    return match self.peek()? {
                        TokenKind::Version { .. }
                        | TokenKind::TagDirective { .. }
                        | TokenKind::DocumentStart
                        | TokenKind::DocumentEnd
                        | TokenKind::StreamEnd => self.left_out(range.end),
                        _ => self.node(In::Block),
                    };
                }
                _ => {
                    let message = "directives must be followed by `---`";
                    return Err(Problem::at(range, message, "add a line `---` after them").into());
                }
            }
        }
    }

    fn peek(&mut self) -> Result<&TokenKind<'t>, Problem> {
        Ok(&self.scanner.peek()?.kind)
    }

    fn skip(&mut self) -> Result<Range<usize>, Problem> {
        Ok(self.scanner.take()?.range)
    }

    /// The range of the next token.
    fn place(&mut self) -> Result<Range<usize>, Problem> {
        Ok(self.scanner.peek()?.range.clone())
    }

    fn unexpected(&mut self, message: &'static str, help: &'static str) -> Halt {
        match self.place() {
            Ok(range) => Problem::at(range, message, help).into(),
            Err(problem) => problem.into(),
        }
    }

    /// An omitted value.
    fn left_out(&mut self, at: usize) -> Done {
        self.scalar(at..at, at, Properties::default())
    }

    /// A scalar without text.
    fn scalar(&mut self, range: Range<usize>, outer: usize, properties: Properties<'t>) -> Done {
        let node = NodeStart { start: range.start, range, outer, anchor: properties.anchor };
        self.listener.hear(Event::Scalar { node, text: "".into(), style: Style::Plain, tag: properties.tag })
    }

    fn node(&mut self, context: In) -> Done {
        if let TokenKind::Alias(name) = *self.peek()? {
            let range = self.skip()?;
            return self.listener.hear(Event::Alias { name, range });
        }
        let outer = self.place()?.start;
        let (properties, end) = self.properties(outer)?;
        let place = self.place()?;
        let node =
            |range: Range<usize>| NodeStart { start: range.start, range, outer, anchor: properties.anchor };
        match self.peek()? {
            TokenKind::Item if context == In::Value => {
                self.listener.hear(Event::ListStart(node(place)))?;
                self.nested(Self::indentless_list)
            }
            TokenKind::Scalar(_) => {
                let Token { kind: TokenKind::Scalar(scalar), range } = self.scanner.take()? else {
                    return Ok(());
                };
                let outer = outer.min(scalar.start);
                let node = NodeStart { start: scalar.start, range, outer, anchor: properties.anchor };
                let (text, style) = (scalar.text, scalar.style);
                self.listener.hear(Event::Scalar { node, text, style, tag: properties.tag })
            }
            TokenKind::FlowList => {
                self.listener.hear(Event::ListStart(node(place)))?;
                self.nested(Self::flow_list)
            }
            TokenKind::FlowMap => {
                self.listener.hear(Event::MapStart(node(place)))?;
                self.nested(Self::flow_map)
            }
            TokenKind::BlockList if context != In::Flow => {
                self.listener.hear(Event::ListStart(node(place)))?;
                self.nested(Self::block_list)
            }
            TokenKind::BlockMap if context != In::Flow => {
                self.listener.hear(Event::MapStart(node(place)))?;
                self.nested(Self::block_map)
            }
            _ => match end {
                Some(end) => self.scalar(end..end, outer, properties),
                None => {
                    Err(self.unexpected("a value is missing here", "write a value, or `\"\"` for empty text"))
                }
            },
        }
    }

    /// The anchor and the tag before a node, in any order, and their end.
    fn properties(&mut self, start: usize) -> Result<(Properties<'t>, Option<usize>), Halt> {
        let mut properties = Properties::default();
        let mut end = None;
        let mut has_tag = false;
        loop {
            match self.peek()? {
                TokenKind::Anchor(name) if properties.anchor.is_none() => {
                    properties.anchor = Some(*name);
                    end = Some(self.skip()?.end);
                }
                TokenKind::Tag { .. } if !has_tag => {
                    let Token { kind: TokenKind::Tag { handle, suffix }, range } = self.scanner.take()?
                    else {
                        break;
                    };
                    has_tag = true;
                    end = Some(range.end);
                    let Some(tag) = self.tag(handle, &suffix) else {
                        let message = format!("no `%TAG` directive declares the handle `{handle}`");
                        let help = "correct the tag, or remove it";
                        return Err(Problem::at(start..range.end, message, help).into());
                    };
                    properties.tag = tag;
                }
                _ => break,
            }
        }
        Ok((properties, end))
    }

    fn tag(&self, handle: &str, suffix: &str) -> Option<Tag> {
        let declared = self.handles.iter().find(|(known, _)| *known == handle);
        let prefix = match (declared, handle) {
            (Some((_, prefix)), _) => prefix.as_str(),
            (None, "") => "",
            (None, "!") => "!",
            (None, "!!") => "tag:yaml.org,2002:",
            _ => return None,
        };
        Some(Tag::read(&[prefix, suffix].concat()))
    }

    /// Continues inside a collection.
    fn nested(&mut self, inside: fn(&mut Self) -> Done) -> Done {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.unexpected(TOO_DEEP.0, TOO_DEEP.1));
        }
        inside(self)?;
        self.depth -= 1;
        Ok(())
    }
}

/// The context of a node.
#[derive(Clone, Copy, PartialEq, Eq)]
enum In {
    /// After the `-` of a list, or alone.
    Block,
    /// A key or a value of a block mapping: a list can start in the column of the mapping.
    Value,
    /// Between brackets or braces.
    Flow,
}
