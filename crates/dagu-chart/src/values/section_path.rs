//! The path of a section that holds settings of pods.

use crate::path::ValuePath;

/// Composed where something is said about the section: there can be thousands, and mostly nothing is.
#[derive(Clone, Copy)]
pub(crate) enum SectionPath<'v> {
    /// The top of the values.
    Root,
    /// A key there.
    Top(&'static str),
    /// An entry of `workerPools`.
    Pool(&'v str),
}

impl SectionPath<'_> {
    /// The path as such.
    pub(crate) fn path(self) -> ValuePath {
        match self {
            Self::Root => ValuePath::root(),
            Self::Top(key) => ValuePath::of(key),
            Self::Pool(name) => ValuePath::of("workerPools").key(name),
        }
    }

    /// The path of `key` in the section.
    pub(crate) fn key(self, key: &str) -> ValuePath {
        self.path().key(key)
    }
}
