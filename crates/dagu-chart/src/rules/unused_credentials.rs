//! Credentials for a different authentication mode.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Remedy, Severity};
use crate::values::AuthMode;

/// The credential protects nothing.
pub(super) const UNUSED_CREDENTIALS: Rule = Rule {
    code: "D0213",
    name: "credentials-unused",
    severity: Severity::Warning,
    doc: doc!(
        "The credential is for a different authentication mode than `auth.mode`, so it is ignored and protects nothing. Change `auth.mode`, or remove the credential."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let auth = &subject.values.auth;
    let Some(mode) = auth.mode else { return };
    let (basic, admin, token) = (&auth.basic, &auth.builtin.admin, &auth.builtin.token);
    let credentials = [
        (AuthMode::Basic, "auth.basic.password", &basic.password),
        (AuthMode::Basic, "auth.basic.existingSecret", &basic.existing_secret),
        (AuthMode::Builtin, "auth.builtin.admin.password", &admin.password),
        (AuthMode::Builtin, "auth.builtin.admin.existingSecret", &admin.existing_secret),
        (AuthMode::Builtin, "auth.builtin.token.secret", &token.secret),
        (AuthMode::Builtin, "auth.builtin.token.existingSecret", &token.existing_secret),
    ];
    for (used_by, path, value) in credentials {
        if used_by != mode && value.as_deref().is_some_and(|text| !text.is_empty()) {
            diagnostics.push(
                UNUSED_CREDENTIALS
                    .at(
                        path,
                        format!(
                            "this credential is ignored: it is for `auth.mode: {}`, but the mode is `{}`",
                            used_by.as_str(),
                            mode.as_str()
                        ),
                        format!("set `auth.mode` to `{}`, or remove the credential", used_by.as_str()),
                    )
                    .with(Remedy::Remove),
            );
        }
    }
}
