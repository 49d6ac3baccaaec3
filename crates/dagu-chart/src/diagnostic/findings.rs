//! A list of diagnostics.

use std::cmp::Reverse;

use super::{Finding, Severity};
use crate::order;

/// Findings in the order in which they were made.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    /// Adds one.
    pub(crate) fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Whether one of them is an error.
    pub(crate) fn has_error(&self) -> bool {
        self.0.iter().any(|finding| finding.diagnostic.severity == Severity::Error)
    }

    /// Iterates over them mutably.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Finding> {
        self.0.iter_mut()
    }

    /// Sorted by severity, errors first; the order within one severity stays. In strict mode a warning becomes an error.
    pub(crate) fn by_severity(self, strict: bool) -> Vec<Finding> {
        let mut found = self.0;
        order::sort_by_key(&mut found, |finding| Reverse(finding.diagnostic.severity));
        if strict {
            let severities = found.iter_mut().map(|finding| &mut finding.diagnostic.severity);
            severities
                .filter(|severity| **severity == Severity::Warning)
                .for_each(|severity| *severity = Severity::Error);
        }
        found
    }

    /// The errors.
    pub(crate) fn errors(self) -> Vec<Finding> {
        let errors = self.0.into_iter().filter(|finding| finding.diagnostic.severity == Severity::Error);
        errors.collect()
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Moves all diagnostics of `other` to the end of this list.
    pub(crate) fn append(&mut self, other: &mut Self) {
        self.0.append(&mut other.0);
    }
}

impl Extend<Finding> for Findings {
    fn extend<T: IntoIterator<Item = Finding>>(&mut self, findings: T) {
        self.0.extend(findings);
    }
}

impl From<Findings> for Vec<Finding> {
    fn from(findings: Findings) -> Self {
        findings.0
    }
}
