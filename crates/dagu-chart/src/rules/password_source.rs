//! A credential with two sources.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// A credential both in the values and in an existing Secret.
pub(super) const TWO_SOURCES: Rule = Rule {
    code: "D0203",
    name: "credential-with-two-sources",
    severity: Severity::Error,
    doc: doc!(
        "A credential stands in the values and an existing Secret is named for it: one of the two would be ignored."
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
                "the credential stands here and in `existingSecret`",
                "keep one of the two",
            ));
        }
    }
}
