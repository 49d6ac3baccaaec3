//! Edits that change the value of a document's text and leave its other bytes as they are.
//!
//! They are as small as block or flow style allows. A node that cannot be changed by itself
//! is printed again with everything in it, without comments: one that is or has an alias, or that shares
//! its line. The result is parsed again to check that it has the wanted value.

mod editor;
mod entry;
mod layout;
mod node;
#[cfg(test)]
mod tests;

use std::ops::Range;

use serde_json::{Map, Value};

use self::editor::Editor;
use super::{Parsed, read_manifest};

/// A part of a text, and what takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Replacement {
    /// The range in bytes; empty for an insertion.
    pub(crate) range: Range<usize>,
    /// The new text.
    pub(crate) text: String,
}

impl Parsed<'_> {
    /// The edits that turn the text into `wanted`, in ascending order. None if there are none.
    pub(crate) fn edits(&self, wanted: &Map<String, Value>) -> Option<Vec<Replacement>> {
        let editor = || Editor::new(self.text, &self.tree);
        [editor().smallest(&self.value, wanted), editor().whole(wanted)]
            .into_iter()
            .flatten()
            .find(|edits| self.reads_as(edits, wanted))
    }

    /// The same, but never those that print the whole document again, which has no comments then.
    pub(crate) fn edits_in_place(&self, wanted: &Map<String, Value>) -> Option<Vec<Replacement>> {
        let editor = Editor::new(self.text, &self.tree);
        editor.smallest(&self.value, wanted).filter(|edits| self.reads_as(edits, wanted))
    }

    fn reads_as(&self, edits: &[Replacement], wanted: &Map<String, Value>) -> bool {
        let Some(text) = applied(self.text, edits) else { return false };
        read_manifest(&text).is_ok_and(|read| read.value == *wanted && read.noted.duplicates.is_empty())
    }
}

/// The edited text. None if the edits overlap or are not in order.
pub(crate) fn applied(text: &str, edits: &[Replacement]) -> Option<String> {
    let mut edited = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        edited.push_str(text.get(at..edit.range.start)?);
        edited.push_str(&edit.text);
        at = edit.range.end;
    }
    edited.push_str(text.get(at..)?);
    Some(edited)
}
