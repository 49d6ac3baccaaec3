//! A storage class that cannot exist.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::kubernetes::words;

/// The API server refuses the claim.
pub(super) const STORAGE_CLASS_NAME: Rule = Rule {
    code: "D0333",
    name: "storage-class-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "The name of a storage class is lowercase letters, digits, dashes and dots; the API server refuses a claim that asks for another."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    // What an existing claim asks for is not in the values.
    if subject.values.persistence.existing_claim().is_some() {
        return;
    }
    let class = subject.values.persistence.storage_class().unwrap_or_default();
    if !class.is_empty() && !words::is_subdomain(class) {
        diagnostics.push(STORAGE_CLASS_NAME.at(
            "persistence.storageClass",
            "not the name of a storage class",
            "name one that `kubectl get storageclass` lists, or set it to `-` for a volume made by hand",
        ));
    }
}
