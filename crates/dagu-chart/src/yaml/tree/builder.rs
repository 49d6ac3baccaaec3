//! Makes a tree of the parser's events.

use std::ops::Range;

use saphyr_parser::{Event, ScalarStyle};

use super::{Error, Kind, Node, NodeId, TOO_DEEP, Tag, Tree, extent, strict};
use crate::yaml::DEEPEST;

pub(super) struct Builder<'t> {
    text: &'t str,
    tree: Tree,
    /// Mappings and lists that are not closed yet.
    open: Vec<Open>,
    /// The node of each anchor, by the parser's number for it, which grows.
    anchors: Vec<(usize, NodeId)>,
    documents: usize,
}

struct Open {
    id: NodeId,
    /// A key that waits for its value.
    key: Option<NodeId>,
    flow: bool,
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, tree: Tree::default(), open: Vec::new(), anchors: Vec::new(), documents: 0 }
    }

    pub(super) fn take(&mut self, event: Event<'_>, range: &Range<usize>) -> Result<(), Error> {
        match event {
            Event::DocumentStart(_) => self.documents += 1,
            Event::Scalar(text, style, anchor, tag) => {
                let tag = tag.as_deref().map_or(Tag::None, Tag::read);
                let plain = style == ScalarStyle::Plain;
                if self.documents > 1 {
                    let empty = plain && tag == Tag::None && text.is_empty();
                    return if empty { Ok(()) } else { self.second_document(range) };
                }
                let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                let kind = Kind::Scalar { text: text.into_owned(), tag, plain, block };
                self.scalar(range, kind, style, anchor)?;
            }
            Event::SequenceStart(anchor, _) => self.start(range, Kind::List(Vec::new()), anchor)?,
            Event::MappingStart(anchor, _) => self.start(range, Kind::Map(Vec::new()), anchor)?,
            Event::Alias(anchor) => self.alias(range, anchor)?,
            Event::SequenceEnd | Event::MappingEnd => self.end(range),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Result<Option<Tree>, Error> {
        Ok(self.tree.root().is_some().then_some(self.tree))
    }

    fn scalar(
        &mut self,
        found: &Range<usize>,
        mut kind: Kind,
        style: ScalarStyle,
        anchor: usize,
    ) -> Result<(), Error> {
        let range = extent::scalar(self.text, found, style);
        let written = self.text.get(range.clone()).unwrap_or_default();
        match style {
            ScalarStyle::Plain if self.in_flow() => self.allow(&range, strict::flow_plain(written))?,
            ScalarStyle::DoubleQuoted => self.allow(&range, strict::double_quoted(written))?,
            ScalarStyle::Literal | ScalarStyle::Folded => {
                self.allow(&range, strict::block(written))?;
                if let Kind::Scalar { text, .. } = &mut kind {
                    extent::trim_added_break(self.text, found, text);
                }
            }
            ScalarStyle::Plain | ScalarStyle::SingleQuoted => {}
        }
        if !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            self.properties(found, range.start)?;
        }
        self.add(range, found.start, kind, anchor)?;
        Ok(())
    }

    /// Checks what stands in front of a node.
    fn properties(&self, found: &Range<usize>, start: usize) -> Result<(), Error> {
        if !self.in_flow() {
            self.allow(found, strict::indentation(self.text, found.start))?;
        }
        let properties = self.text.get(found.start..start).unwrap_or_default();
        let behind = self.text.get(start..).unwrap_or_default();
        self.allow(found, strict::properties(properties, behind))
    }

    fn in_flow(&self) -> bool {
        self.open.iter().any(|open| open.flow)
    }

    fn allow(&self, range: &Range<usize>, refusal: Option<strict::Refusal>) -> Result<(), Error> {
        match refusal {
            Some((message, help)) => Err(Error::at(self.text, range, message, help)),
            None => Ok(()),
        }
    }

    fn start(&mut self, range: &Range<usize>, kind: Kind, anchor: usize) -> Result<(), Error> {
        if self.documents > 1 {
            return self.second_document(range);
        }
        if self.open.len() >= DEEPEST {
            let message = "mappings and lists lie too deep in each other";
            return Err(Error::at(self.text, range, message, TOO_DEEP));
        }
        let start = extent::skip_properties(self.text, &(range.start..self.text.len()));
        self.properties(range, start)?;
        let flow = matches!(self.text.as_bytes().get(start), Some(b'[' | b'{'));
        let id = self.add(start..start, range.start, kind, anchor)?;
        self.open.push(Open { id, key: None, flow });
        Ok(())
    }

    fn end(&mut self, range: &Range<usize>) {
        let Some(closed) = self.open.pop() else { return };
        let last = self.tree.nodes.len().checked_sub(1).map(|last| last as u32);
        let behind_last = last.and_then(|last| self.tree.get(NodeId(last))).map(|node| node.range.end);
        let end = if closed.flow { range.start + 1 } else { behind_last.unwrap_or(range.start) };
        if let Some(node) = self.tree.nodes.get_mut(closed.id.0 as usize) {
            node.range.end = end.clamp(node.range.start, self.text.len());
        }
    }

    fn alias(&mut self, range: &Range<usize>, anchor: usize) -> Result<(), Error> {
        if self.documents > 1 {
            return self.second_document(range);
        }
        let known = self.anchors.binary_search_by_key(&anchor, |(known, _)| *known);
        let Some(&(_, target)) = known.ok().and_then(|at| self.anchors.get(at)) else {
            let message = "an alias stands before its anchor";
            return Err(Error::at(self.text, range, message, "put the anchor first"));
        };
        if self.open.iter().any(|open| open.id == target) {
            let message = "the value of an anchor contains itself";
            return Err(Error::at(self.text, range, message, "write the value out"));
        }
        let written = self.text.get(range.clone()).unwrap_or_default();
        self.allow(range, strict::properties(written, ""))?;
        self.properties(range, range.start)?;
        self.add(range.clone(), range.start, Kind::Alias(target), 0)?;
        Ok(())
    }

    fn add(&mut self, range: Range<usize>, outer: usize, kind: Kind, anchor: usize) -> Result<NodeId, Error> {
        let Ok(id) = u32::try_from(self.tree.nodes.len()).map(NodeId) else {
            return Err(Error::at(self.text, &range, "the text is too long", "split it"));
        };
        let outer = outer.min(range.start);
        self.tree.nodes.push(Node { range, outer, kind });
        if anchor > 0 {
            self.anchors.push((anchor, id));
        }
        if let Some(key) = self.attach(id) {
            self.key(key)?;
        }
        Ok(id)
    }

    /// Puts a node into the innermost open collection. Gives the key when the node is its value.
    fn attach(&mut self, id: NodeId) -> Option<NodeId> {
        let open = self.open.last_mut()?;
        match &mut self.tree.nodes.get_mut(open.id.0 as usize)?.kind {
            Kind::List(items) => items.push(id),
            Kind::Map(pairs) => {
                let Some(key) = open.key.take() else {
                    open.key = Some(id);
                    return None;
                };
                pairs.push((key, id));
                return Some(key);
            }
            Kind::Scalar { .. } | Kind::Alias(_) => {}
        }
        None
    }

    fn key(&self, id: NodeId) -> Result<(), Error> {
        let Some(node) = self.tree.get(id) else { return Ok(()) };
        let plain = matches!(node.kind, Kind::Scalar { plain: true, .. });
        self.allow(&node.range, strict::key(self.text, &node.range, plain))
    }

    fn second_document<T>(&self, range: &Range<usize>) -> Result<T, Error> {
        Err(Error::at(
            self.text,
            range,
            "a second YAML document begins here",
            "put everything into one document: Helm 3 reads only the first, Helm 4 reads all",
        ))
    }
}
