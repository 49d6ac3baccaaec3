//! The path of a section with settings of pods.

use crate::path::ValuePath;

/// Composed only for a finding, because there can be thousands of sections.
#[derive(Clone, Copy)]
pub(crate) enum SectionPath<'v> {
    /// The top level.
    Root,
    /// A key at the top level.
    Top(&'static str),
    /// An entry of `workerPools`.
    Pool(&'v str),
}

impl SectionPath<'_> {
    /// The composed path.
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
