//! Compares a tree with its current and its wanted value, and collects edits.

use serde_json::{Map, Value};

use super::Replacement;
use super::layout::Layout;
use super::node::Nodes;
use crate::emit::fragment::{self, Quotes};
use crate::order;
use crate::yaml::resolve::is_text;
use crate::yaml::tree::{NodeId, NodeKind, Tree};

/// The node cannot be changed by itself: its parent has to print it again, or cannot be changed either.
#[derive(Debug)]
pub(super) struct Hard;

type Changed = Result<(), Hard>;

/// The parent of a node, which determines how it can be printed again.
#[derive(Clone, Copy)]
enum Slot {
    /// A value in a block mapping whose keys stand at this column.
    Value { key: NodeId, indent: usize },
    /// An item of a block list.
    Item,
    /// An entry between brackets or braces.
    Flow(Quotes),
}

pub(super) struct Editor<'t> {
    nodes: Nodes<'t>,
    lines: Layout<'t>,
    edits: Vec<Replacement>,
}

impl<'t> Editor<'t> {
    pub(super) fn new(text: &'t str, tree: &'t Tree) -> Self {
        Self { nodes: Nodes::of(text, tree), lines: Layout::of(text), edits: Vec::new() }
    }

    /// The smallest edits. None if only the whole document can be printed again.
    pub(super) fn smallest(
        mut self,
        value: &Map<String, Value>,
        wanted: &Map<String, Value>,
    ) -> Option<Vec<Replacement>> {
        let root = self.nodes.tree.root()?;
        let NodeKind::Map(pairs) = &self.nodes.get(root)?.kind else { return None };
        if wanted.is_empty() || self.nodes.is_shared(root) {
            return None;
        }
        self.map(root, pairs, value, wanted).ok()?;
        // Stable: of two insertions after one line the first one, which is the inner one, comes first.
        order::sort_by_key(&mut self.edits, |edit| edit.range.start);
        Some(self.edits)
    }

    /// The edit that prints the whole document again.
    pub(super) fn whole(mut self, wanted: &Map<String, Value>) -> Option<Vec<Replacement>> {
        let root = self.nodes.tree.root()?;
        let node = self.nodes.get(root)?;
        let range = self.nodes.range(root)?;
        let wanted = Value::Object(wanted.clone());
        let mut printed = Vec::new();
        let is_empty = matches!(&node.kind, NodeKind::Map(pairs) if pairs.is_empty());
        match self.nodes.flow(root).filter(|_| !is_empty) {
            Some(quotes) => fragment::flow_value(&wanted, quotes, &mut printed),
            None => fragment::block(&wanted, self.lines.column(range.start), &mut printed),
        }
        self.replace(range, printed).ok()?;
        Some(self.edits)
    }

    fn node(&mut self, id: NodeId, value: &Value, wanted: &Value) -> Changed {
        let node = self.nodes.get(id).filter(|_| !self.nodes.is_shared(id)).ok_or(Hard)?;
        match (&node.kind, value, wanted) {
            (NodeKind::Map(pairs), Value::Object(value), Value::Object(wanted))
                if !pairs.is_empty() && !wanted.is_empty() =>
            {
                self.map(id, pairs, value, wanted)
            }
            (NodeKind::List(items), Value::Array(value), Value::Array(wanted))
                if !items.is_empty() && !wanted.is_empty() =>
            {
                self.list(id, items, value, wanted)
            }
            _ => Err(Hard),
        }
    }

    /// Changes a node in place, or prints it again.
    fn child(&mut self, slot: Slot, id: NodeId, value: &Value, wanted: &Value) -> Changed {
        if value == wanted {
            return Ok(());
        }
        let before = self.edits.len();
        if self.node(id, value, wanted).is_ok() {
            return Ok(());
        }
        self.edits.truncate(before);
        if !self.nodes.is_closed(id) {
            return Err(Hard);
        }
        self.print(slot, id, wanted)
    }

    fn print(&mut self, slot: Slot, id: NodeId, wanted: &Value) -> Changed {
        let range = self.nodes.range(id).ok_or(Hard)?;
        let mut printed = Vec::new();
        let start = match slot {
            Slot::Value { key, indent } => {
                fragment::behind_colon(wanted, indent, &mut printed);
                self.nodes.behind_colon(key).ok_or(Hard)?
            }
            Slot::Item => {
                let dash = self.nodes.dash(id).ok_or(Hard)?;
                fragment::behind_dash(wanted, self.lines.column(dash), &mut printed);
                dash + 1
            }
            Slot::Flow(_) if range.is_empty() => return Err(Hard),
            Slot::Flow(quotes) => {
                fragment::flow_value(wanted, quotes, &mut printed);
                range.start
            }
        };
        self.replace(start..range.end.max(start), printed)
    }

    fn map(
        &mut self,
        id: NodeId,
        pairs: &'t [(NodeId, NodeId)],
        value: &Map<String, Value>,
        wanted: &Map<String, Value>,
    ) -> Changed {
        let flow = self.nodes.flow(id);
        let indent = self.nodes.indent(pairs).ok_or(Hard)?;
        let own = self.nodes.own(pairs);
        let mut added: Vec<(&String, &Value)> = Vec::new();
        for (key, value) in value {
            let own = own.get(key);
            match (wanted.get(key), own) {
                (Some(wanted), _) if wanted == value => {}
                (Some(wanted), Some((key, id))) => {
                    let slot = flow.map_or(Slot::Value { key, indent }, Slot::Flow);
                    self.child(slot, id, value, wanted)?;
                }
                // Entries of a merge are overridden by a key of the same type: for Go, `1` and `"1"` differ.
                (Some(wanted), None) if is_text(key) => added.push((key, wanted)),
                (None, Some((key, value))) if flow.is_none() && !self.nodes.merges(pairs) => {
                    let start = self.nodes.range(key).ok_or(Hard)?.start;
                    self.remove(start, key, value)?;
                }
                _ => return Err(Hard),
            }
        }
        added.extend(wanted.iter().filter(|(key, _)| !value.contains_key(*key)));
        if added.is_empty() {
            return Ok(());
        }
        self.add_entries(id, indent, added)
    }

    fn add_entries(&mut self, id: NodeId, indent: usize, added: Vec<(&String, &Value)>) -> Changed {
        let flow = self.nodes.flow(id);
        let mut printed = Vec::new();
        for (index, (key, value)) in added.into_iter().enumerate() {
            match flow {
                Some(quotes) => {
                    separate(index, &mut printed);
                    fragment::flow_entry(key, value, quotes, &mut printed);
                }
                None => fragment::entry(key, value, indent, &mut printed),
            }
        }
        if flow.is_some() { self.add_in_flow(id, printed) } else { self.add_behind(id, printed) }
    }

    fn list(&mut self, id: NodeId, items: &'t [NodeId], value: &[Value], wanted: &[Value]) -> Changed {
        if items.len() != value.len() {
            return Err(Hard);
        }
        let flow = self.nodes.flow(id);
        let front = value.iter().zip(wanted).take_while(|(one, other)| one == other).count();
        let shorter = value.len().min(wanted.len()) - front;
        let back = value.iter().rev().zip(wanted.iter().rev());
        let back = back.take(shorter).take_while(|(one, other)| one == other).count();
        let paired = shorter - back;
        let slot = flow.map_or(Slot::Item, Slot::Flow);
        for index in front..front + paired {
            self.child(slot, items[index], &value[index], &wanted[index])?;
        }
        let at = front + paired;
        let (rest, new) = (&items[at..items.len() - back], &wanted[at..wanted.len() - back]);
        match (rest, new) {
            ([], []) => Ok(()),
            ([], new) => match flow {
                Some(quotes) if back == 0 => self.add_flow_items(id, new, quotes),
                Some(_) => Err(Hard),
                None => self.add_items(items, at, new),
            },
            ([first, .., last] | [first @ last], []) if flow.is_none() => {
                let dash = self.nodes.dash(*first).ok_or(Hard)?;
                self.remove(dash, *first, *last)
            }
            _ => Err(Hard),
        }
    }

    fn add_flow_items(&mut self, id: NodeId, new: &[Value], quotes: Quotes) -> Changed {
        let mut printed = Vec::new();
        for (index, item) in new.iter().enumerate() {
            separate(index, &mut printed);
            fragment::flow_value(item, quotes, &mut printed);
        }
        self.add_in_flow(id, printed)
    }

    /// Adds items to a block list, before the item at `index`.
    fn add_items(&mut self, items: &[NodeId], index: usize, new: &[Value]) -> Changed {
        let first = *items.first().ok_or(Hard)?;
        let indent = self.lines.column(self.nodes.dash(first).ok_or(Hard)?);
        let mut printed = Vec::new();
        for item in new {
            fragment::item(item, indent, &mut printed);
        }
        match index.checked_sub(1).and_then(|before| items.get(before)) {
            Some(before) => self.add_behind(*before, printed),
            None => {
                let dash = self.nodes.dash(first).ok_or(Hard)?;
                let start = self.lines.start_of_own(dash).ok_or(Hard)?;
                self.add(start, printed)
            }
        }
    }

    /// Adds lines after a node in block style.
    fn add_behind(&mut self, id: NodeId, printed: Vec<u8>) -> Changed {
        let at = self.nodes.next_line(id).ok_or(Hard)?;
        self.add(at, printed)
    }

    fn add(&mut self, at: usize, printed: Vec<u8>) -> Changed {
        let printed = String::from_utf8(printed).map_err(|_| Hard)?;
        self.edits.push(Replacement { range: at..at, text: self.lines.fitted(at, &printed) });
        Ok(())
    }

    /// Adds an entry before the closing bracket or brace.
    fn add_in_flow(&mut self, id: NodeId, printed: Vec<u8>) -> Changed {
        let end = self.nodes.range(id).ok_or(Hard)?.end.checked_sub(1).ok_or(Hard)?;
        let inner = self.nodes.range(self.nodes.tree.last(id)).ok_or(Hard)?.end;
        let mut before = self.nodes.text.get(..end).ok_or(Hard)?;
        // After a comment, only the position of the bracket is safe.
        if !before.get(inner..).is_some_and(|behind| behind.contains('#')) {
            before = before.trim_end();
        }
        let comma = if before.ends_with(',') { " " } else { ", " };
        let printed = String::from_utf8(printed).map_err(|_| Hard)?;
        self.edits.push(Replacement { range: before.len()..before.len(), text: [comma, &printed].concat() });
        Ok(())
    }

    /// Removes the lines from `start` to the end of `last`.
    fn remove(&mut self, start: usize, first: NodeId, last: NodeId) -> Changed {
        let start = self.lines.start_of_own(start).ok_or(Hard)?;
        let end = self.nodes.next_line(last).ok_or(Hard)?;
        if !self.nodes.is_closed_between(first, last) {
            return Err(Hard);
        }
        self.edits.push(Replacement { range: start..end, text: String::new() });
        Ok(())
    }

    fn replace(&mut self, range: std::ops::Range<usize>, printed: Vec<u8>) -> Changed {
        let printed = String::from_utf8(printed).map_err(|_| Hard)?;
        let text = self.lines.ended(printed.trim_end_matches('\n'));
        self.edits.push(Replacement { range, text });
        Ok(())
    }
}

fn separate(index: usize, printed: &mut Vec<u8>) {
    if index > 0 {
        printed.extend_from_slice(b", ");
    }
}
