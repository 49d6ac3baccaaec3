//! An authentication mode that is not set.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Without a mode, some versions of Dagu do not ask for a login.
pub(super) const AUTH_MODE: Rule = Rule {
    code: "D0209",
    name: "auth-mode-missing",
    severity: Severity::Error,
    doc: doc!(
        "Without `auth.mode`, some versions of Dagu do not ask for a login: anyone who can reach the UI can use it. Set it to `builtin` (users are managed in Dagu), `basic` (one user name and password) or `none` (no login)."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    if subject.values.auth.mode.is_none() {
        diagnostics.push(AUTH_MODE.at(
            "auth.mode",
            "no authentication mode is set",
            "set `auth.mode` to `builtin`, `basic` or `none` (no login)",
        ));
    }
}
