//! Basic authentication that takes the user name for the password.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::values::AuthMode;

/// A flaw of old versions that would let everybody in who knows the user name.
pub(super) const CONFUSED_CREDENTIALS: Rule = Rule {
    code: "D0509",
    name: "user-name-is-password",
    severity: Severity::Warning,
    doc: doc!(
        "Dagu before 1.12.4 compares the given password with the configured user name: `admin` would be let in by the password `admin`. The chart configures the password in both places, so the user name to log in with is the password."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    let protected = values.auth.mode.is_some_and(|mode| mode != AuthMode::None);
    if version.confuses_basic_credentials() && protected {
        diagnostics.push(CONFUSED_CREDENTIALS.at(
            "image.tag",
            format!("Dagu {version} takes the user name for the password, so both are set to the password"),
            "log in with the password as user name too, or use 1.12.4 or later",
        ));
    }
}
