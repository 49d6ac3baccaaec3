//! Parses YAML like Helm, kubectl and the API server, which use Go's YAML 1.1 parser through sigs.k8s.io/yaml.
//!
//! The scanner and the grammar accept what Go's parser accepts, and give every node its range in the text.
//! It does not print YAML: that is `emit`.

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
use crate::shown::template_help;

/// The maximum nesting depth of mappings and lists, with aliases expanded.
pub(crate) const DEEPEST: usize = 100;

/// A parsed text.
#[derive(Debug)]
pub(crate) struct Parsed<'t> {
    /// The value as in Helm, or for [`read_manifest`] as in the API server.
    pub(crate) value: Map<String, Value>,
    /// The keys worth a finding.
    pub(crate) noted: Noted,
    text: &'t str,
    tree: tree::Tree,
    lines: OnceCell<lines::Lines>,
    entries: locate::Entries,
}

/// Keys that mean something else than they seem to: the first fifty of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Noted {
    /// The second occurrences of keys of one mapping, of which the last one is used.
    pub(crate) duplicates: Vec<KeyPlace>,
    /// Numbers that are written in another way than they are read: `007` is the key `7`.
    pub(crate) renamed: Vec<KeyPlace>,
}

/// The place of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeyPlace {
    /// The path of its value.
    pub(crate) path: ValuePath,
    /// The range of the key.
    pub(crate) area: Area,
}

/// Why a text could not be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Error {
    /// One lowercase sentence, complete on one line.
    pub(crate) message: String,
    /// How to fix it, one sentence.
    pub(crate) help: &'static str,
    /// The range in the text.
    pub(crate) area: Area,
}

/// Parses one document whose top level is a mapping. Text without a document is an empty mapping.
///
/// All numbers are float64, as in Helm's values.
pub(crate) fn read(text: &str) -> Result<Parsed<'_>, Error> {
    read_with(text, Integers::Floats)
}

/// Parses an object as the API server does: integers keep all their digits.
pub(crate) fn read_manifest(text: &str) -> Result<Parsed<'_>, Error> {
    read_with(text, Integers::Exact)
}

/// How integers are represented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Integers {
    Floats,
    Exact,
}

fn read_with(text: &str, integers: Integers) -> Result<Parsed<'_>, Error> {
    characters::check(text)?;
    let tree = tree::parse(text)?.unwrap_or_default();
    let (value, noted) = construct::construct(text, &tree, integers)?;
    let (lines, entries) = (OnceCell::new(), locate::Entries::default());
    Ok(Parsed { value, noted, text, tree, lines, entries })
}

impl Error {
    fn at(
        text: &str,
        range: &std::ops::Range<usize>,
        message: impl Into<String>,
        help: &'static str,
    ) -> Self {
        // The brace after the first one is where YAML no longer understands a template.
        let around = range.start.saturating_sub(2)..(range.start + 1).min(text.len());
        let help = text.get(around).and_then(template_help).unwrap_or(help);
        Self { message: message.into(), help, area: lines::Lines::of(text).area(text, range) }
    }
}
