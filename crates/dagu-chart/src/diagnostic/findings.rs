//! What was found so far.

use super::{Diagnostic, Severity};

/// Diagnostics in the order in which they were found.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<Diagnostic>);

impl Findings {
    /// Adds one. Some hundred places do, and none of them is to carry the growing of the list.
    #[inline(never)]
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Whether there is an error among them.
    pub(crate) fn have_error(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Each of them, to be changed.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Diagnostic> {
        self.0.iter_mut()
    }

    /// The heaviest first; those of one weight stay in their order.
    pub(crate) fn by_weight(mut self) -> Vec<Diagnostic> {
        let mut ordered = Vec::with_capacity(self.0.len());
        for severity in [Severity::Error, Severity::Warning, Severity::Note] {
            ordered.extend(self.0.extract_if(.., |diagnostic| diagnostic.severity == severity));
        }
        ordered
    }

    /// Whether nothing was found.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Moves all that `other` has behind these.
    pub(crate) fn append(&mut self, other: &mut Self) {
        self.0.append(&mut other.0);
    }
}

impl Extend<Diagnostic> for Findings {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: T) {
        self.0.extend(diagnostics);
    }
}

impl From<Findings> for Vec<Diagnostic> {
    fn from(findings: Findings) -> Self {
        findings.0
    }
}
