//! A Secret that cannot exist.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::kubernetes::words;
use crate::path::ValuePath;

/// The pods would wait for it for ever, or the API server refuses them.
pub(super) const SECRET_REFERENCE: Rule = Rule {
    code: "D0235",
    name: "secret-reference-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "The name of a Secret is lowercase letters, digits, dashes and dots; its keys are letters, digits, dashes, dots and underscores. The API server refuses a pod that asks for another."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let auth = &subject.values.auth;
    let (basic, admin, token) = (&auth.basic, &auth.builtin.admin, &auth.builtin.token);
    for (owner, secret, keys) in [
        (
            "auth.basic",
            &basic.existing_secret,
            [("usernameKey", &basic.username_key), ("passwordKey", &basic.password_key)],
        ),
        ("auth.builtin.admin", &admin.existing_secret, [("passwordKey", &admin.password_key), ("", &None)]),
        ("auth.builtin.token", &token.existing_secret, [("secretKey", &token.secret_key), ("", &None)]),
    ] {
        let owner = ValuePath::of(owner);
        let secret = secret.as_deref().unwrap_or_default();
        if !secret.is_empty() && !words::is_subdomain(secret) {
            diagnostics.push(SECRET_REFERENCE.at(
                owner.key("existingSecret"),
                "not the name of a Secret",
                "use lowercase letters, digits, dashes and dots",
            ));
        }
        for (key, name) in keys {
            let name = name.as_deref().unwrap_or_default();
            if !secret.is_empty() && !name.is_empty() && !words::is_data_key(name) {
                diagnostics.push(SECRET_REFERENCE.at(
                    owner.key(key),
                    "not a key that a Secret can have",
                    "use letters, digits, dashes, dots and underscores",
                ));
            }
        }
    }
}
