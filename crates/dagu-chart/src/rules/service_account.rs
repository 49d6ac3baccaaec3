//! The identity of the pods.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Kubernetes refuses the name.
pub(super) const SERVICE_ACCOUNT_NAME: Rule = Rule {
    code: "D1015",
    name: "service-account-name-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "Kubernetes takes lowercase letters, digits, dashes and dots, a letter or a digit first and last."
    ),
};

/// The annotations stand nowhere.
pub(super) const SERVICE_ACCOUNT_ANNOTATIONS: Rule = Rule {
    code: "D1016",
    name: "service-account-annotations-unused",
    severity: Severity::Warning,
    doc: doc!(
        "The chart annotates only a ServiceAccount of its own. What the annotations grant, the pods would not have."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let account = &subject.values.service_account;
    let name = account.name.as_deref().unwrap_or_default();
    if !name.is_empty() && !crate::kubernetes::words::is_subdomain(name) {
        diagnostics.push(SERVICE_ACCOUNT_NAME.at(
            "serviceAccount.name",
            format!("`{}` is not the name of a ServiceAccount", name.escape_debug()),
            "write it with lowercase letters, digits, dashes and dots",
        ));
    }
    if !account.is_created() && !account.annotations.is_empty() {
        diagnostics.push(SERVICE_ACCOUNT_ANNOTATIONS.at(
            "serviceAccount.annotations",
            "the chart makes no ServiceAccount that could carry them",
            "annotate your own one, or set `serviceAccount.create` to true",
        ));
    }
}
