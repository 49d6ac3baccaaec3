//! Reads YAML as Helm, kubectl and the API server do: Go's YAML 1.1 reader behind sigs.k8s.io/yaml.
//!
//! The scanner and the grammar take the layouts that Go's reader takes, and give every node its place in the text.
//! It never prints YAML: that is `emit`.

mod characters;
mod construct;
mod edit;
mod grammar;
mod head;
mod key;
mod lines;
mod locate;
mod number;
#[cfg(test)]
pub(crate) mod oracle;
mod resolve;
mod scalar;
mod scan;
mod tag;
#[cfg(test)]
mod tests;
mod tree;

use std::cell::OnceCell;

use serde_json::{Map, Value};

pub(crate) use edit::{Replacement, applied};
pub(crate) use head::{has, head};
pub(crate) use lines::Area;
pub(crate) use locate::Location;
pub(crate) use number::json as float;

use crate::path::ValuePath;

/// How deep mappings and lists may lie in each other, aliases expanded.
pub(crate) const DEEPEST: usize = 100;

/// A text that was read.
#[derive(Debug)]
pub(crate) struct Parsed<'t> {
    /// What Helm would hold, or for [`read_manifest`] what the API server would.
    pub(crate) value: Map<String, Value>,
    /// Keys that stand more than once in one mapping, of which the last one counts: the first fifty.
    pub(crate) duplicates: Vec<Duplicate>,
    text: &'t str,
    tree: tree::Tree,
    lines: OnceCell<lines::Lines>,
    entries: locate::Entries,
}

/// A key that was overwritten further down in the same mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Duplicate {
    /// The path of its value.
    pub(crate) path: ValuePath,
    /// Where the key stands for the second time.
    pub(crate) area: Area,
}

/// Why a text could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Error {
    /// One lowercase sentence, complete on one line.
    pub(crate) message: String,
    /// The way out, one sentence.
    pub(crate) help: &'static str,
    /// Where.
    pub(crate) area: Area,
}

/// Reads one document whose top level is a mapping. Text without a document is an empty mapping.
///
/// Every number is one that a float64 holds, as in Helm's values.
pub(crate) fn read(text: &str) -> Result<Parsed<'_>, Error> {
    read_with(text, Integers::Floats)
}

/// Reads an object as it goes to the API server: integers keep all their digits.
pub(crate) fn read_manifest(text: &str) -> Result<Parsed<'_>, Error> {
    read_with(text, Integers::Exact)
}

/// What becomes of integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Integers {
    Floats,
    Exact,
}

fn read_with(text: &str, integers: Integers) -> Result<Parsed<'_>, Error> {
    characters::check(text)?;
    let tree = tree::parse(text)?.unwrap_or_default();
    let (value, duplicates) = construct::construct(text, &tree, integers)?;
    let (lines, entries) = (OnceCell::new(), locate::Entries::default());
    Ok(Parsed { value, duplicates, text, tree, lines, entries })
}

impl Error {
    fn at(
        text: &str,
        range: &std::ops::Range<usize>,
        message: impl Into<String>,
        help: &'static str,
    ) -> Self {
        Self { message: message.into(), help, area: lines::Lines::of(text).area(text, range) }
    }
}
