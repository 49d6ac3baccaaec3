//! The nodes of one document with their ranges, before scalars are resolved.

mod builder;

use std::ops::Range;

use self::builder::Builder;
use super::Error;
use super::grammar::{self, Halt};
use super::tag::Tag;

/// The nodes of one document. The ID of a node is its index in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// Points at a node of a [`Tree`]. A node's descendants follow it without a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NodeId(u32);

#[derive(Debug)]
pub(super) struct Node {
    /// Its bytes without anchor and tag; for a block scalar those of the content.
    pub(super) range: Range<usize>,
    /// Its start without anchor and tag: before `range` for a block scalar, which has a header.
    pub(super) start: usize,
    /// The start of its anchor or tag, or of itself.
    pub(super) outer: usize,
    pub(super) kind: NodeKind,
}

#[derive(Debug)]
pub(super) enum NodeKind {
    Scalar { text: String, tag: Tag, plain: bool, block: bool },
    List(Vec<NodeId>),
    Map(Vec<(NodeId, NodeId)>),
    Alias(NodeId),
}

impl Tree {
    pub(super) fn root(&self) -> Option<NodeId> {
        (!self.nodes.is_empty()).then_some(NodeId(0))
    }

    pub(super) fn get(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }

    /// The node itself, or the target of an alias.
    pub(super) fn target(&self, id: NodeId) -> Option<&Node> {
        let node = self.get(id)?;
        match node.kind {
            // An alias never points to an alias: the grammar has no anchor on one.
            NodeKind::Alias(target) => self.get(target),
            _ => Some(node),
        }
    }

    /// The last node inside a node, or the node itself if it has none.
    pub(super) fn last(&self, id: NodeId) -> NodeId {
        let inner = self.get(id).and_then(|node| match &node.kind {
            NodeKind::List(items) => items.last().copied(),
            NodeKind::Map(pairs) => pairs.last().map(|(_, value)| *value),
            NodeKind::Scalar { .. } | NodeKind::Alias(_) => None,
        });
        inner.map_or(id, |inner| self.last(inner))
    }

    /// A node with those inside it.
    pub(super) fn inside(&self, id: NodeId) -> &[Node] {
        self.nodes.get(id.0 as usize..=self.last(id).0 as usize).unwrap_or_default()
    }

    /// All aliases with their targets.
    pub(super) fn aliases(&self) -> impl Iterator<Item = (NodeId, NodeId)> {
        (0..).map(NodeId).zip(&self.nodes).filter_map(|(id, node)| match node.kind {
            NodeKind::Alias(target) => Some((id, target)),
            _ => None,
        })
    }

    /// Whether a key is `<<`.
    pub(super) fn is_merge(&self, key: NodeId) -> bool {
        self.get(key).is_some_and(|node| match &node.kind {
            NodeKind::Scalar { text, tag, plain, .. } => {
                text == "<<" && (matches!(tag, Tag::Merge | Tag::Any) || (*tag == Tag::None && *plain))
            }
            _ => false,
        })
    }
}

/// Parses the document of a text. None if it has only comments.
pub(super) fn parse(text: &str) -> Result<Option<Tree>, Error> {
    let mut builder = Builder::new(text);
    match grammar::parse(text, &mut builder) {
        Err(Halt::Wrong(problem)) => Err(builder.failure(problem)),
        Ok(()) | Err(Halt::Enough) => Ok(builder.finish()),
    }
}
