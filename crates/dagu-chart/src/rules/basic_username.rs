//! A user name that HTTP basic authentication cannot carry.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::values::AuthMode;

/// The browser sends `name:password`, and the first colon ends the name.
pub(super) const BASIC_USERNAME: Rule = Rule {
    code: "D0234",
    name: "basic-username-with-colon",
    severity: Severity::Error,
    doc: doc!(
        "HTTP basic authentication sends `name:password`: with a colon in the name nobody can sign in."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let auth = &subject.values.auth;
    let name = auth.basic.username.as_deref().unwrap_or_default();
    if auth.mode == Some(AuthMode::Basic) && name.contains(':') {
        diagnostics.push(BASIC_USERNAME.at(
            "auth.basic.username",
            "with a colon in the user name nobody can sign in",
            "choose a name without one",
        ));
    }
}
