//! A password that Dagu refuses.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::values::AuthMode;

/// Dagu's own minimum.
const SHORTEST: usize = 8;

/// The server would not start.
pub(super) const PASSWORD_TOO_SHORT: Rule = Rule {
    code: "D0202",
    name: "password-too-short",
    severity: Severity::Error,
    doc: doc!("Dagu refuses to start with an administrator's password of fewer than 8 characters."),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let auth = &subject.values.auth;
    let password = auth.builtin.admin.password.as_deref().unwrap_or_default();
    // Counted in bytes, as Dagu does.
    if auth.mode == Some(AuthMode::Builtin) && !password.is_empty() && password.len() < SHORTEST {
        diagnostics.push(PASSWORD_TOO_SHORT.at(
            "auth.builtin.admin.password",
            format!("the administrator's password has fewer than {SHORTEST} characters"),
            "choose a longer one, or leave it empty to have one generated",
        ));
    }
}
