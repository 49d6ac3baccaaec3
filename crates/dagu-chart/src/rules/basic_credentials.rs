//! Basic authentication without a user name or a password.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::path::ValuePath;
use crate::values::AuthMode;

/// Basic authentication needs a user name and a password.
pub(super) const BASIC_CREDENTIALS: Rule = Rule {
    code: "D0201",
    name: "basic-credentials-missing",
    severity: Severity::Error,
    doc: doc!(
        "`auth.mode: basic` needs a user name and a password. If one of them is missing, Dagu 1.x does not ask for a login, and Dagu 2.x does not start. Set both, or set `auth.basic.existingSecret` to the name of a Secret that contains them."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let auth = &subject.values.auth;
    let basic = &auth.basic;
    let has = |value: &Option<String>| value.as_deref().is_some_and(|text| !text.is_empty());
    if auth.mode != Some(AuthMode::Basic) || has(&basic.existing_secret) {
        return;
    }
    for (value, key, name) in
        [(&basic.username, "username", "user name"), (&basic.password, "password", "password")]
    {
        if !has(value) {
            diagnostics.push(BASIC_CREDENTIALS.at(
                ValuePath::of("auth.basic").key(key),
                format!("`auth.mode` is `basic`, but no {name} is set"),
                "set `auth.basic.username` and `auth.basic.password`, or set `auth.basic.existingSecret` to the name of a Secret",
            ));
        }
    }
}
