//! Properties of a node that determine how it can be changed.

use std::borrow::Cow;
use std::ops::Range;

use super::layout::Layout;
use crate::emit::fragment::Quotes;
use crate::order;
use crate::yaml::key::key_text;
use crate::yaml::resolve::is_text;
use crate::yaml::tree::{Node, NodeId, NodeKind, Tree};

/// A tree with its text and its aliases.
pub(super) struct Nodes<'t> {
    pub(super) text: &'t str,
    pub(super) tree: &'t Tree,
    /// The targets of aliases, each with its last alias, in the order of the text.
    shared: Vec<(NodeId, NodeId)>,
}

/// Entries of a mapping, sorted by name.
pub(super) struct Own<'t>(Vec<(Cow<'t, str>, (NodeId, NodeId))>);

impl Own<'_> {
    pub(super) fn get(&self, name: &str) -> Option<(NodeId, NodeId)> {
        let at = self.0.binary_search_by(|(own, _)| (**own).cmp(name)).ok()?;
        Some(self.0[at].1)
    }
}

impl<'t> Nodes<'t> {
    pub(super) fn of(text: &'t str, tree: &'t Tree) -> Self {
        let mut shared: Vec<_> = tree.aliases().map(|(alias, target)| (target, alias)).collect();
        shared.reverse();
        order::sort_by_key(&mut shared, |(target, _)| *target);
        shared.dedup_by_key(|(target, _)| *target);
        Self { text, tree, shared }
    }

    pub(super) fn get(&self, id: NodeId) -> Option<&'t Node> {
        self.tree.get(id)
    }

    /// The bytes of a node with its anchor and tag.
    pub(super) fn range(&self, id: NodeId) -> Option<Range<usize>> {
        Some(self.get(id)?.outer..self.end(id)?)
    }

    /// The anchor of a node, with the blanks before it.
    pub(super) fn anchor(&self, node: &Node) -> Option<Range<usize>> {
        let start = node.outer + self.text.get(node.outer..node.start)?.find('&')?;
        let name = self.text.get(start..node.start)?;
        let end = start + name.find(char::is_whitespace).unwrap_or(name.len());
        Some(self.text.get(..start)?.trim_end_matches(' ').len()..end)
    }

    /// The end of a node, with brackets; for block style the end of its last descendant.
    fn end(&self, id: NodeId) -> Option<usize> {
        let node = self.get(id)?;
        let last = match &node.kind {
            NodeKind::List(items) if !self.is_flow(node) => items.last().copied(),
            NodeKind::Map(pairs) if !self.is_flow(node) => pairs.last().map(|(_, value)| *value),
            _ => None,
        };
        last.map_or(Some(node.range.end), |last| self.end(last))
    }

    /// Whether the node is the target of an alias, so that a change affects the alias too.
    pub(super) fn is_shared(&self, id: NodeId) -> bool {
        self.shared.binary_search_by_key(&id, |(target, _)| *target).is_ok()
    }

    /// Whether the node can be removed: no alias outside of it refers to a part of it.
    pub(super) fn is_closed(&self, id: NodeId) -> bool {
        self.is_closed_between(id, id)
    }

    /// The same for a node and those that follow it, up to `last`.
    pub(super) fn is_closed_between(&self, first: NodeId, last: NodeId) -> bool {
        let end = self.tree.last(last);
        let from = self.shared.partition_point(|(target, _)| *target < first);
        // An alias comes after its anchor.
        self.shared[from..].iter().take_while(|(target, _)| *target <= end).all(|(_, alias)| *alias <= end)
    }

    /// Whether the node has its own brackets or braces.
    pub(super) fn is_flow(&self, node: &Node) -> bool {
        matches!(self.text.as_bytes().get(node.range.start), Some(b'[' | b'{'))
    }

    /// How the texts between the brackets or braces of a node are written: with quotes if no text lacks them. None for
    /// block style.
    pub(super) fn flow(&self, id: NodeId) -> Option<Quotes> {
        self.get(id).filter(|node| self.is_flow(node))?;
        let mut quotes = Quotes::Needed;
        for node in self.tree.inside(id) {
            match &node.kind {
                NodeKind::Scalar { text, plain: true, .. } if is_text(text) => return Some(Quotes::Needed),
                NodeKind::Scalar { plain: false, .. } => quotes = Quotes::All,
                _ => {}
            }
        }
        Some(quotes)
    }

    pub(super) fn is_block_scalar(&self, id: NodeId) -> bool {
        matches!(self.get(id).map(|node| &node.kind), Some(NodeKind::Scalar { block: true, .. }))
    }

    /// The effective entries of a mapping, by name: its own, which override merged ones.
    pub(super) fn own(&self, pairs: &[(NodeId, NodeId)]) -> Own<'t> {
        let own = pairs.iter().rposition(|(key, _)| self.tree.is_merge(*key)).map_or(0, |merge| merge + 1);
        let named = |pair: &(NodeId, NodeId)| Some((key_text(self.tree, pair.0).ok()?, *pair));
        // Of two with the same name the last one is used.
        let mut entries: Vec<_> = pairs[own..].iter().rev().filter_map(named).collect();
        order::sort_by(&mut entries, |(one, _), (other, _)| one.cmp(other));
        entries.dedup_by(|(one, _), (other, _)| one == other);
        Own(entries)
    }

    pub(super) fn merges(&self, pairs: &[(NodeId, NodeId)]) -> bool {
        pairs.iter().any(|(key, _)| self.tree.is_merge(*key))
    }

    /// The column of a block mapping's keys.
    pub(super) fn indent(&self, pairs: &[(NodeId, NodeId)]) -> Option<usize> {
        let first = self.range(pairs.first()?.0)?.start;
        let lines = Layout::of(self.text);
        let is_explicit =
            lines.last_before(first).is_some_and(|at| self.text.as_bytes().get(at) == Some(&b'?'));
        (!is_explicit).then(|| lines.column(first))
    }

    /// The position for the value of a key: after the colon on the key's line.
    pub(super) fn behind_colon(&self, key: NodeId) -> Option<usize> {
        let end = self.range(key)?.end;
        let rest = self.text.get(end..)?;
        let colon = rest.trim_start_matches([' ', '\t']);
        colon.starts_with(':').then_some(end + rest.len() - colon.len() + 1)
    }

    /// The position of the dash of an item of a block list.
    pub(super) fn dash(&self, item: NodeId) -> Option<usize> {
        let start = self.range(item)?.start;
        let dash = Layout::of(self.text).last_before(start)?;
        (self.text.as_bytes().get(dash) == Some(&b'-')).then_some(dash)
    }

    /// The start of the line after a node in block style.
    pub(super) fn next_line(&self, id: NodeId) -> Option<usize> {
        let lines = Layout::of(self.text);
        let next = lines.next(self.range(id)?.end)?;
        Some(if self.is_block_scalar(self.tree.last(id)) { lines.skip_blank(next) } else { next })
    }
}
