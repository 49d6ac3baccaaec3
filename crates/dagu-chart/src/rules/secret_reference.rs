//! Names and keys that no Secret can have.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::kubernetes::words;
use crate::path::ValuePath;

/// Kubernetes would reject the pods, or the pods would wait for a Secret that cannot exist.
pub(super) const SECRET_REFERENCE: Rule = Rule {
    code: "D0235",
    name: "secret-reference-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "The name of a Secret must consist of lowercase letters, digits, `-` and `.`, and must start and end with a letter or digit. Its keys must consist of letters, digits, `-`, `_` and `.`. Kubernetes rejects pods that refer to any other name or key."
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
                "this is not a valid Secret name",
                "use the name of a Secret that `kubectl get secret` lists",
            ));
        }
        for (key, name) in keys {
            let name = name.as_deref().unwrap_or_default();
            if !secret.is_empty() && !name.is_empty() && !words::is_data_key(name) {
                diagnostics.push(SECRET_REFERENCE.at(
                    owner.key(key),
                    "this is not a valid key of a Secret",
                    "use letters, digits, `-`, `_` and `.`",
                ));
            }
        }
    }
}
