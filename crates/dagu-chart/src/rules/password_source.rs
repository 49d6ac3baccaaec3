//! A credential that is set both in the values and in an existing Secret.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Only one of the two could be used.
pub(super) const TWO_SOURCES: Rule = Rule {
    code: "D0203",
    name: "credential-with-two-sources",
    severity: Severity::Error,
    doc: doc!(
        "The credential is in the values, and `existingSecret` names a Secret for it too. Only one of the two can be used. Remove the credential from the values, or remove `existingSecret`."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let auth = &subject.values.auth;
    let (basic, admin, token) = (&auth.basic, &auth.builtin.admin, &auth.builtin.token);
    let pairs = [
        ("auth.basic.password", &basic.password, &basic.existing_secret),
        ("auth.builtin.admin.password", &admin.password, &admin.existing_secret),
        ("auth.builtin.token.secret", &token.secret, &token.existing_secret),
    ];
    for (path, value, secret) in pairs {
        let set = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.is_empty());
        if set(value) && set(secret) {
            diagnostics.push(TWO_SOURCES.at(
                path,
                "both this credential and `existingSecret` are set, but only one can be used",
                "remove the credential, or remove `existingSecret`",
            ));
        }
    }
}
