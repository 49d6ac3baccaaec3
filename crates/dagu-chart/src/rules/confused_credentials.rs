//! Basic authentication that checks the password against the user name.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::values::AuthMode;

/// A defect of old versions: anyone who knows the user name could sign in.
pub(super) const CONFUSED_CREDENTIALS: Rule = Rule {
    code: "D0509",
    name: "user-name-is-password",
    severity: Severity::Warning,
    doc: doc!(
        "Dagu before 1.12.4 compares the password with the configured user name: anyone could sign in as `admin` with the password `admin`. The chart therefore sets both to the password, so you also enter the password as the user name. With Dagu 1.12.4 or later, you sign in with the user name."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    let protected = values.auth.mode.is_some_and(|mode| mode != AuthMode::None);
    if version.confuses_basic_credentials() && protected {
        diagnostics.push(CONFUSED_CREDENTIALS.at(
            "image.tag",
            format!("Dagu {version} compares the password with the user name, so the chart sets both to the password"),
            "sign in with the password as the user name too, or set `image.tag` to Dagu 1.12.4 or later",
        ));
    }
}
