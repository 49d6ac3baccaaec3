//! Authentication that nobody chose.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Without a mode, some versions would be open to everybody.
pub(super) const AUTH_MODE: Rule = Rule {
    code: "D0209",
    name: "auth-mode-missing",
    severity: Severity::Error,
    doc: doc!("Without a mode, some versions of Dagu are open to everybody who reaches the UI."),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    if subject.values.auth.mode.is_none() {
        diagnostics.push(AUTH_MODE.at(
            "auth.mode",
            "the mode of authentication was removed",
            "set it to `builtin`, `basic` or `none`",
        ));
    }
}
