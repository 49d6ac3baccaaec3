//! Renames an entry of a mapping, or copies it under another name, with its comments and its quoting.

use super::Replacement;
use super::layout::Layout;
use super::node::Nodes;
use crate::emit::fragment;
use crate::path::Step;
use crate::yaml::Parsed;
use crate::yaml::tree::{NodeId, NodeKind};

impl Parsed<'_> {
    /// The edit that gives the entry at a path another name. None if an alias or a merge leads there.
    pub(crate) fn renamed(&self, steps: &[Step<'_>], name: &str) -> Option<Replacement> {
        let nodes = Nodes::of(self.text, &self.tree);
        let (key, _) = entry(&nodes, steps)?;
        Some(Replacement { range: nodes.range(key)?, text: fragment::key(name)? })
    }

    /// The edit that adds a copy of the entry at a path, under another name, after it. None if it shares a line with
    /// another entry.
    pub(crate) fn copied(&self, steps: &[Step<'_>], name: &str) -> Option<Replacement> {
        let nodes = Nodes::of(self.text, &self.tree);
        let (key, value) = entry(&nodes, steps)?;
        let key = nodes.range(key)?;
        let start = Layout::of(self.text).start_of_own(key.start)?;
        let end = nodes.next_line(value)?;
        let (before, behind) = (self.text.get(start..key.start)?, self.text.get(key.end..end)?);
        let copy = [before, &*fragment::key(name)?, behind].concat();
        Some(Replacement { range: end..end, text: Layout::of(self.text).appended(end, copy) })
    }
}

/// The key and the value of the entry at a path.
fn entry(nodes: &Nodes<'_>, steps: &[Step<'_>]) -> Option<(NodeId, NodeId)> {
    let mut value = nodes.tree.root()?;
    let mut key = None;
    for step in steps {
        (key, value) = match (&nodes.get(value)?.kind, step) {
            (NodeKind::Map(pairs), Step::Key(name)) => {
                let (key, value) = *nodes.own(pairs).get(&**name)?;
                (Some(key), value)
            }
            (NodeKind::List(items), Step::Index(index)) => (None, *items.get(*index)?),
            _ => return None,
        };
    }
    Some((key?, value))
}
