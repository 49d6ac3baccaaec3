//! Edits of a document's text that bring it to another value and leave its other bytes as they are.
//!
//! They go into the text where block or flow style lets them. A node that cannot be changed by itself
//! is printed anew with everything in it, comments lost: one that is or has an alias, or that shares
//! its line. What comes out is read again, and whoever reads it finds the value that was wanted.

mod editor;
mod lines;
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
    /// Where, in bytes. Empty where something is added.
    pub(crate) range: Range<usize>,
    /// What stands there instead.
    pub(crate) text: String,
}

impl Parsed<'_> {
    /// The edits after which the text reads as `wanted`, in their order. None where there are none that do it.
    pub(crate) fn edits(&self, wanted: &Map<String, Value>) -> Option<Vec<Replacement>> {
        let editor = || Editor::new(self.text, &self.tree);
        [editor().smallest(&self.value, wanted), editor().whole(wanted)]
            .into_iter()
            .flatten()
            .find(|edits| self.reads_as(edits, wanted))
    }

    fn reads_as(&self, edits: &[Replacement], wanted: &Map<String, Value>) -> bool {
        let Some(text) = applied(self.text, edits) else { return false };
        read_manifest(&text).is_ok_and(|read| read.value == *wanted && read.duplicates.is_empty())
    }
}

/// The edited text. None where the edits do not follow each other.
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
