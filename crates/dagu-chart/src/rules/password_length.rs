//! An administrator's password that is too short for Dagu.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::values::AuthMode;

/// Dagu's minimum length.
const SHORTEST: usize = 8;

/// Dagu would not start.
pub(super) const PASSWORD_TOO_SHORT: Rule = Rule {
    code: "D0202",
    name: "password-too-short",
    severity: Severity::Error,
    doc: doc!(
        "Dagu does not start if the administrator's password has fewer than 8 characters. Choose a longer password, or set it to `\"\"`: the chart then generates one."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let auth = &subject.values.auth;
    let password = auth.builtin.admin.password.as_deref().unwrap_or_default();
    // Dagu counts bytes.
    if auth.mode == Some(AuthMode::Builtin) && !password.is_empty() && password.len() < SHORTEST {
        diagnostics.push(PASSWORD_TOO_SHORT.at(
            "auth.builtin.admin.password",
            format!("the administrator's password has fewer than {SHORTEST} characters"),
            "choose a longer password, or set it to `\"\"`: the chart then generates one",
        ));
    }
}
