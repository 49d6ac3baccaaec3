//! The ServiceAccount of the pods.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Kubernetes rejects the name.
pub(super) const SERVICE_ACCOUNT_NAME: Rule = Rule {
    code: "D1015",
    name: "service-account-name-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "The name of a ServiceAccount must consist of lowercase letters, digits, `-` and `.`, and must start and end with a letter or digit."
    ),
};

/// The chart ignores the annotations.
pub(super) const SERVICE_ACCOUNT_ANNOTATIONS: Rule = Rule {
    code: "D1016",
    name: "service-account-annotations-unused",
    severity: Severity::Warning,
    doc: doc!(
        "The chart annotates only a ServiceAccount that it creates, and `serviceAccount.create` is false. The pods would not get the permissions that the annotations grant. Set the annotations on your ServiceAccount, or set `serviceAccount.create` to true."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let account = &subject.values.service_account;
    let name = account.name.as_deref().unwrap_or_default();
    if !name.is_empty() && !crate::kubernetes::words::is_subdomain(name) {
        diagnostics.push(SERVICE_ACCOUNT_NAME.at(
            "serviceAccount.name",
            format!("`{}` is not a valid ServiceAccount name", name.escape_debug()),
            "use lowercase letters, digits, `-` and `.`; start and end with a letter or digit",
        ));
    }
    if !account.is_created() && !account.annotations.is_empty() {
        diagnostics.push(SERVICE_ACCOUNT_ANNOTATIONS.at(
            "serviceAccount.annotations",
            "`serviceAccount.create` is false, so the chart ignores these annotations",
            "set the annotations on your ServiceAccount, or set `serviceAccount.create` to true",
        ));
    }
}
