//! Builds a tree from the events of the grammar.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Error, Node, NodeId, NodeKind, Tree};
use crate::yaml::grammar::{self, Event, Halt, Listener};
use crate::yaml::scan::{Problem, Style};
use crate::yaml::tag::Tag;

pub(super) struct Builder<'t> {
    text: &'t str,
    tree: Tree,
    /// Mappings and lists that are not closed yet.
    open: Vec<OpenNode>,
    /// The end of the last node, with its bracket.
    end: usize,
    /// The last node of each anchor.
    anchors: BTreeMap<&'t str, NodeId>,
    /// The number of documents so far.
    documents: usize,
}

struct OpenNode {
    id: NodeId,
    /// A key that waits for its value.
    key: Option<NodeId>,
}

impl<'t> Listener<'t> for Builder<'t> {
    fn hear(&mut self, event: Event<'t>) -> Result<(), Halt> {
        match event {
            Event::DocumentStart => self.documents += 1,
            Event::DocumentEnd => {}
            Event::Scalar { node, text, style, tag } => {
                let is_left_out = node.range.is_empty() && tag == Tag::None && style == Style::Plain;
                if self.documents > 1 {
                    let is_empty = is_left_out && node.anchor.is_none();
                    return if is_empty { Ok(()) } else { Err(second_document(node.range).into()) };
                }
                let (plain, block) = (style == Style::Plain, style == Style::Block);
                self.add(node, NodeKind::Scalar { text: text.into_owned(), tag, plain, block })?;
            }
            Event::ListStart(node) => self.start(node, NodeKind::List(Vec::new()))?,
            Event::MapStart(node) => self.start(node, NodeKind::Map(Vec::new()))?,
            Event::Alias { name, range } => self.alias(name, range)?,
            Event::End { bracket } => self.end(bracket),
        }
        Ok(())
    }
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, tree: Tree::default(), open: Vec::new(), end: 0, anchors: BTreeMap::new(), documents: 0 }
    }

    pub(super) fn finish(self) -> Option<Tree> {
        self.tree.root().is_some().then_some(self.tree)
    }

    /// Converts the error of the grammar.
    pub(super) fn failure(&self, problem: Problem) -> Error {
        // Helm stops reading before it, whatever it is.
        let is_over = self.open.is_empty() && self.tree.root().is_some();
        let problem = match (is_over, self.documents) {
            (false, _) => problem,
            (true, 0 | 1) => {
                let help = "remove it, or correct the text before it: Helm stops reading here";
                Problem::at(problem.range, "text follows the end of the document", help)
            }
            _ => second_document(problem.range),
        };
        Error::at(self.text, &problem.range, problem.message, problem.help)
    }

    fn start(&mut self, node: grammar::NodeStart<'t>, kind: NodeKind) -> Result<(), Halt> {
        if self.documents > 1 {
            return Err(second_document(node.range).into());
        }
        let id = self.add(node, kind)?;
        self.open.push(OpenNode { id, key: None });
        Ok(())
    }

    fn end(&mut self, bracket: Option<usize>) {
        let Some(closed) = self.open.pop() else { return };
        if let Some(node) = self.tree.nodes.get_mut(closed.id.0 as usize) {
            self.end = bracket.unwrap_or(self.end).max(node.range.start);
            node.range.end = self.end;
        }
    }

    fn alias(&mut self, name: &'t str, range: Range<usize>) -> Result<(), Halt> {
        if self.documents > 1 {
            return Err(second_document(range).into());
        }
        let Some(&target) = self.anchors.get(name) else {
            let message = format!("there is no anchor `&{name}` before this alias");
            return Err(
                Problem::at(range, message, "define the anchor first, or put the text in quotes").into()
            );
        };
        if self.open.iter().any(|open| open.id == target) {
            let message = "the value of an anchor contains itself";
            return Err(Problem::at(range, message, "write out the value").into());
        }
        let start = range.start;
        self.add(grammar::NodeStart { range, start, outer: start, anchor: None }, NodeKind::Alias(target))?;
        Ok(())
    }

    fn add(&mut self, node: grammar::NodeStart<'t>, kind: NodeKind) -> Result<NodeId, Halt> {
        let grammar::NodeStart { range, start, outer, anchor } = node;
        let Ok(id) = u32::try_from(self.tree.nodes.len()).map(NodeId) else {
            return Err(Problem::at(range, "the text is too long", "split it").into());
        };
        self.end = range.end;
        self.tree.nodes.push(Node { range, start, outer, kind });
        if let Some(name) = anchor {
            self.anchors.insert(name, id);
        }
        self.attach(id);
        Ok(id)
    }

    /// Adds a node to the innermost open collection.
    fn attach(&mut self, id: NodeId) {
        let Some(open) = self.open.last_mut() else { return };
        match self.tree.nodes.get_mut(open.id.0 as usize).map(|node| &mut node.kind) {
            Some(NodeKind::List(items)) => items.push(id),
            Some(NodeKind::Map(pairs)) => match open.key.take() {
                Some(key) => pairs.push((key, id)),
                None => open.key = Some(id),
            },
            _ => {}
        }
    }
}

fn second_document(range: Range<usize>) -> Problem {
    let help = "put everything into one document: Helm 3 reads only the first, Helm 4 reads all";
    Problem::at(range, "a second YAML document begins here", help)
}
