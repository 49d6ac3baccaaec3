//! A storage class whose name is not valid.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::kubernetes::words;
use crate::shown::shortened;

/// Kubernetes rejects the claim.
pub(super) const STORAGE_CLASS_NAME: Rule = Rule {
    code: "D0333",
    name: "storage-class-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "The name of a storage class must consist of lowercase letters, digits, `-` and `.`, and must start and end with a letter or digit. Kubernetes rejects a claim with any other name. `kubectl get storageclass` lists the classes of the cluster."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    // An existing claim has a storage class already.
    if subject.values.persistence.existing_claim().is_some() {
        return;
    }
    let class = subject.values.persistence.storage_class().unwrap_or_default();
    if !class.is_empty() && !words::is_subdomain(class) {
        diagnostics.push(STORAGE_CLASS_NAME.at(
            "persistence.storageClass",
            format!("`{}` is not a valid storage class name", shortened(class)),
            "use the name of a class that `kubectl get storageclass` lists, or `-` for a volume that you create yourself",
        ));
    }
}
