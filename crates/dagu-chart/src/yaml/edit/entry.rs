//! Edits of one entry of a mapping that keep its comments and its quoting: another name, a copy, a place in another text.

use std::ops::Range;

use super::Replacement;
use super::layout::Layout;
use super::node::Nodes;
use crate::emit::fragment;
use crate::path::Step;
use crate::yaml::Parsed;
use crate::yaml::tree::{NodeId, NodeKind};

impl<'t> Parsed<'t> {
    /// The edit that gives the entry at a path another name. None if an alias or a merge leads there.
    pub(crate) fn renamed(&self, steps: &[Step<'_>], name: &str) -> Option<Replacement> {
        let nodes = Nodes::of(self.text, &self.tree);
        let (key, _) = entry(&nodes, steps)?;
        let range = nodes.range(key)?;
        // As in JSON: only behind quotes a colon needs no blank.
        let is_tight =
            self.text.get(range.end..)?.strip_prefix(':').is_some_and(|value| !value.starts_with(BLANKS));
        let text = if is_tight { fragment::quoted(name) } else { fragment::key(name) };
        Some(Replacement { range, text: text? })
    }

    /// The edit that adds a copy of the entry at a path, under another name, after it. None if it shares a line with
    /// another entry. The copy has no anchors: later aliases still mean the original.
    pub(crate) fn copied(&self, steps: &[Step<'_>], name: &str) -> Option<Replacement> {
        let nodes = Nodes::of(self.text, &self.tree);
        let (lines, key, value) = own_lines(&nodes, steps)?;
        let mut copy = [self.text.get(lines.start..key.start)?, &*fragment::key(name)?].concat();
        let mut copied = key.end;
        for anchor in self.tree.inside(value).iter().filter_map(|node| nodes.anchor(node)) {
            copy.push_str(self.text.get(copied..anchor.start)?);
            copied = anchor.end;
        }
        copy.push_str(self.text.get(copied..lines.end)?);
        let range = lines.end..lines.end;
        Some(Replacement { range, text: Layout::of(self.text).appended(lines.end, copy) })
    }

    /// The edits after which the mapping at a path can get other entries than those that it shares: it merges the mapping
    /// with the anchor, or the alias. None if it shares nothing.
    pub(crate) fn parted(&self, steps: &[Step<'_>]) -> Option<Vec<Replacement>> {
        let nodes = Nodes::of(self.text, &self.tree);
        let (key, value) = entry(&nodes, steps)?;
        let node = nodes.get(value)?;
        if !nodes.is_shared(value) && !matches!(node.kind, NodeKind::Alias(_)) {
            return None;
        }
        let Range { start, end } = nodes.range(value)?;
        let lines = Layout::of(self.text);
        let key = nodes.range(key)?.start;
        let put = |range, text: &str| Replacement { range, text: text.to_owned() };
        if nodes.is_flow(node) || lines.start_of_own(key).is_none() {
            return Some(vec![put(start..start, "{<<: "), put(end..end, "}")]);
        }
        let merge = ["\n", &" ".repeat(lines.column(key)), INDENT, "<<: "].concat();
        let mut edits = vec![put(self.text.get(..start)?.trim_end().len()..start, &lines.ended(&merge))];
        let breaks = self.text.get(start..end)?.match_indices('\n').map(|(at, _)| start + at + 1);
        let inner = breaks.filter(|at| !self.text[*at..].starts_with(['\n', '\r']));
        edits.extend(inner.map(|at| put(at..at, INDENT)));
        Some(edits)
    }

    /// The lines of the entry at a path, with the comments above it. None if it shares a line with another entry.
    pub(crate) fn entry_lines(&self, steps: &[Step<'_>]) -> Option<EntryLines<'t>> {
        let nodes = Nodes::of(self.text, &self.tree);
        let (Range { start, end }, key, _) = own_lines(&nodes, steps)?;
        let column = key.start - start;
        let start = Layout::of(self.text).comments_above(start, column);
        Some(EntryLines { text: self.text.get(start..end)?, column })
    }

    /// The edit that puts lines in the place of the entry at a path.
    pub(crate) fn replaced(&self, steps: &[Step<'_>], new: &EntryLines<'_>) -> Option<Replacement> {
        let nodes = Nodes::of(self.text, &self.tree);
        let (range, key, _) = own_lines(&nodes, steps)?;
        let mut text = String::new();
        for line in new.text.lines() {
            let content = line.trim_start_matches(' ');
            if !content.is_empty() {
                let indent = line.len() - content.len() + (key.start - range.start);
                text.push_str(&" ".repeat(indent.saturating_sub(new.column)));
                text.push_str(content);
            }
            text.push('\n');
        }
        Some(Replacement { text: Layout::of(self.text).fitted(range.start, &text), range })
    }
}

const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// By how much a mapping is moved to the right.
const INDENT: &str = "  ";

/// The lines of an entry.
pub(crate) struct EntryLines<'t> {
    text: &'t str,
    /// The column of its key.
    column: usize,
}

/// The lines of the entry at a path, its key in them, and its value.
fn own_lines(nodes: &Nodes<'_>, steps: &[Step<'_>]) -> Option<(Range<usize>, Range<usize>, NodeId)> {
    let (key, value) = entry(nodes, steps)?;
    let key = nodes.range(key)?;
    let start = Layout::of(nodes.text).start_of_own(key.start)?;
    Some((start..nodes.next_line(value)?, key, value))
}

/// The key and the value of the entry at a path.
fn entry(nodes: &Nodes<'_>, steps: &[Step<'_>]) -> Option<(NodeId, NodeId)> {
    let mut value = nodes.tree.root()?;
    let mut key = None;
    for step in steps {
        (key, value) = match (&nodes.get(value)?.kind, step) {
            (NodeKind::Map(pairs), Step::Key(name)) => {
                let (key, value) = nodes.own(pairs).get(name)?;
                (Some(key), value)
            }
            (NodeKind::List(items), Step::Index(index)) => (None, *items.get(*index)?),
            _ => return None,
        };
    }
    Some((key?, value))
}
