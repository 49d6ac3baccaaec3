//! Finds the range of a value in its text.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::Parsed;
use super::key::key_text;
use super::lines::{Area, Lines};
use super::tree::{NodeId, NodeKind, Tree};
use crate::path::{Step, steps};

/// The ranges of a value and its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Location {
    /// None for items of lists and for the top level.
    pub(crate) key: Option<Area>,
    /// Without anchor and tag; for a block scalar only its content. Empty if the value is omitted.
    pub(crate) value: Area,
    /// The same with the header of a block scalar: the range that another value replaces.
    pub(crate) whole: Area,
    /// Whether the value is one scalar without quotes.
    pub(crate) plain: bool,
    /// Whether it is one scalar.
    pub(crate) scalar: bool,
    /// Whether it comes from an alias or a merge, so that it is used elsewhere too.
    pub(crate) shared: bool,
    /// The number of entries of its mapping; 0 for an item of a list.
    pub(crate) entries: usize,
}

/// The entries of mappings, for those that were looked up, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Entries(RefCell<Vec<(NodeId, Named)>>);

/// The effective entries of a mapping, with merged ones.
type Named = BTreeMap<String, Entry>;

/// See [`Location`].
#[derive(Clone, Copy, Debug)]
struct Entry {
    key: Option<NodeId>,
    value: NodeId,
    shared: bool,
    entries: usize,
}

impl Parsed<'_> {
    /// The location of the value at a printed path. None if the text does not contain it.
    pub(crate) fn find(&self, path: &str) -> Option<Location> {
        let mut found = Entry { key: None, value: self.tree.root()?, shared: false, entries: 0 };
        for step in steps(path) {
            let shared = found.shared || self.is_alias(found.value);
            found = self.step(found.value, &step)?;
            found.shared |= shared;
        }
        let node = self.tree.get(found.value)?;
        let (scalar, plain) = match &node.kind {
            NodeKind::Scalar { plain, .. } => (true, *plain),
            _ => (false, false),
        };
        Some(Location {
            key: found.key.and_then(|key| Some(self.area(&self.tree.get(key)?.range))),
            value: self.area(&node.range),
            whole: self.area(&(node.start..node.range.end)),
            plain,
            scalar,
            shared: found.shared,
            entries: found.entries,
        })
    }

    fn area(&self, range: &Range<usize>) -> Area {
        self.lines.get_or_init(|| Lines::of(self.text)).area(self.text, range)
    }

    fn is_alias(&self, id: NodeId) -> bool {
        self.tree.get(id).is_some_and(|node| matches!(node.kind, NodeKind::Alias(_)))
    }

    /// The key and the value one step below a node.
    fn step(&self, node: NodeId, step: &Step<'_>) -> Option<Entry> {
        match (&self.tree.target(node)?.kind, step) {
            (NodeKind::List(items), Step::Index(index)) => {
                Some(Entry { key: None, value: *items.get(*index)?, shared: false, entries: 0 })
            }
            (NodeKind::Map(pairs), Step::Key(wanted)) => {
                let mut known = self.entries.0.borrow_mut();
                let at = known.binary_search_by_key(&node, |(known, _)| *known).unwrap_or_else(|at| {
                    let mut named = Named::new();
                    collect(&self.tree, pairs, &mut named, super::DEEPEST);
                    known.insert(at, (node, named));
                    at
                });
                known[at].1.get(&**wanted).copied()
            }
            _ => None,
        }
    }
}

/// Records the entries of a mapping in the order of the text, so that a later one replaces an earlier one.
fn collect(tree: &Tree, pairs: &[(NodeId, NodeId)], named: &mut Named, depth: usize) {
    for &(key, value) in pairs {
        if tree.is_merge(key) {
            let mut merged = Named::new();
            if let Some(depth) = depth.checked_sub(1) {
                merge(tree, value, &mut merged, depth);
            }
            named.extend(merged.into_iter().map(|(name, found)| (name, Entry { shared: true, ..found })));
        } else if let Ok(name) = key_text(tree, key) {
            let found = Entry { key: Some(key), value, shared: false, entries: pairs.len() };
            named.insert(name.into_owned(), found);
        }
    }
}

/// Records the entries of a merge: of several mappings, an earlier one overrides a later one.
fn merge(tree: &Tree, value: NodeId, named: &mut Named, depth: usize) {
    match tree.target(value).map(|node| &node.kind) {
        Some(NodeKind::Map(pairs)) => collect(tree, pairs, named, depth),
        Some(NodeKind::List(items)) => {
            for item in items.iter().rev() {
                if let Some(NodeKind::Map(pairs)) = tree.target(*item).map(|node| &node.kind) {
                    collect(tree, pairs, named, depth);
                }
            }
        }
        _ => {}
    }
}
