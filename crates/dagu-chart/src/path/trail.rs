//! The way to a value while it is walked: a path that is composed only for a finding.

use super::ValuePath;

/// A step, and the way to it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Trail<'p> {
    /// Where the walk starts.
    Start(&'p ValuePath),
    /// A key of a mapping.
    Key(&'p Trail<'p>, &'p str),
    /// A place in a list, from 0.
    Index(&'p Trail<'p>, usize),
}

impl Trail<'_> {
    /// The path as it is printed.
    pub(crate) fn path(&self) -> ValuePath {
        match self {
            Trail::Start(path) => (*path).clone(),
            Trail::Key(above, key) => above.path().key(key),
            Trail::Index(above, index) => above.path().index(*index),
        }
    }
}
