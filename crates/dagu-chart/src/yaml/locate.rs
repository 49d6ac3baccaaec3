//! Where a value stands in its text.

use std::ops::Range;

use super::Document;
use super::resolve::key_text;
use super::tree::{Kind, NodeId, Tree};
use crate::path::{Segment, segments};

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Area {
    /// First byte.
    pub(crate) start: u32,
    /// Byte behind the last.
    pub(crate) end: u32,
    /// Line of `start`, from 1.
    pub(crate) line: u32,
    /// Column of `start`, from 1, in characters.
    pub(crate) column: u32,
}

/// A value and its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// None for items of lists and for the top level.
    pub(crate) key: Option<Area>,
    /// Without anchor and tag, of a block scalar its content. Empty where the value is left out.
    pub(crate) value: Area,
    /// The same with the header of a block scalar: what another value takes the place of.
    pub(crate) whole: Area,
    /// Whether the value is one scalar without quotes.
    pub(crate) plain: bool,
    /// Whether it is one scalar.
    pub(crate) scalar: bool,
    /// Whether an alias or a merge leads to it, so that it also stands elsewhere.
    pub(crate) shared: bool,
    /// How many entries its mapping has; 0 for an item of a list.
    pub(crate) entries: usize,
}

impl Area {
    pub(super) fn of(text: &str, range: &Range<usize>) -> Self {
        let before = text.get(..range.start).unwrap_or(text);
        let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let newlines = before.bytes().filter(|byte| *byte == b'\n').count();
        let line = newlines + lone_returns(before) + 1;
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        Self {
            start: narrow(range.start),
            end: narrow(range.end),
            line: narrow(line),
            column: narrow(column),
        }
    }
}

/// Line breaks of the oldest kind.
fn lone_returns(text: &str) -> usize {
    let followed = |at: usize| text.as_bytes().get(at + 1) == Some(&b'\n');
    memchr::memchr_iter(b'\r', text.as_bytes()).filter(|at| !followed(*at)).count()
}

/// Texts of 4 GiB do not fit into the guest.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Document<'_> {
    /// Where the value of a printed path stands. None if the text does not hold it.
    pub(crate) fn find(&self, path: &str) -> Option<Place> {
        let mut found = Found { key: None, value: self.tree.root()?, shared: false, entries: 0 };
        for segment in segments(path) {
            let shared = found.shared || self.is_alias(found.value);
            found = step(&self.tree, found.value, &segment)?;
            found.shared |= shared;
        }
        let area = |id| self.tree.get(id).map(|node| Area::of(self.text, &node.range));
        let node = self.tree.get(found.value)?;
        let (scalar, plain) = match &node.kind {
            Kind::Scalar { plain, .. } => (true, *plain),
            _ => (false, false),
        };
        Some(Place {
            key: found.key.and_then(area),
            value: area(found.value)?,
            whole: Area::of(self.text, &(node.start..node.range.end)),
            plain,
            scalar,
            shared: found.shared,
            entries: found.entries,
        })
    }

    fn is_alias(&self, id: NodeId) -> bool {
        self.tree.get(id).is_some_and(|node| matches!(node.kind, Kind::Alias(_)))
    }
}

/// See [`Place`].
struct Found {
    key: Option<NodeId>,
    value: NodeId,
    shared: bool,
    entries: usize,
}

/// The key and the value one step below a node.
fn step(tree: &Tree, node: NodeId, segment: &Segment<'_>) -> Option<Found> {
    match (&tree.target(node)?.kind, segment) {
        (Kind::List(items), Segment::Index(index)) => {
            Some(Found { key: None, value: *items.get(*index)?, shared: false, entries: 0 })
        }
        (Kind::Map(pairs), Segment::Key(wanted)) => entry(tree, pairs, wanted, super::DEEPEST),
        _ => None,
    }
}

/// The entry of a mapping that counts: the last one with the key, merged mappings included.
fn entry(tree: &Tree, pairs: &[(NodeId, NodeId)], wanted: &str, depth: usize) -> Option<Found> {
    pairs.iter().rev().find_map(|&(key, value)| {
        if tree.is_merge(key) {
            let found = merged(tree, value, wanted, depth.checked_sub(1)?)?;
            return Some(Found { shared: true, ..found });
        }
        let found = Found { key: Some(key), value, shared: false, entries: pairs.len() };
        (key_text(tree, key).ok()? == wanted).then_some(found)
    })
}

fn merged(tree: &Tree, value: NodeId, wanted: &str, depth: usize) -> Option<Found> {
    match &tree.target(value)?.kind {
        Kind::Map(pairs) => entry(tree, pairs, wanted, depth),
        Kind::List(items) => items.iter().find_map(|item| match &tree.target(*item)?.kind {
            Kind::Map(pairs) => entry(tree, pairs, wanted, depth),
            _ => None,
        }),
        _ => None,
    }
}
