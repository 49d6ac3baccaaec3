//! The path of the current value during a check, which is composed only for a finding.

use super::ValuePath;

/// A step and its predecessors.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Trail<'p> {
    /// The start of the check.
    Start(&'p ValuePath),
    /// A key of a mapping.
    Key(&'p Trail<'p>, &'p str),
    /// An index of a list, from 0.
    Index(&'p Trail<'p>, usize),
}

impl Trail<'_> {
    /// The printed path.
    pub(crate) fn path(&self) -> ValuePath {
        match self {
            Trail::Start(path) => (*path).clone(),
            Trail::Key(above, key) => above.path().key(key),
            Trail::Index(above, index) => above.path().index(*index),
        }
    }
}
