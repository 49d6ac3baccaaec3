//! A user name with a colon, which HTTP basic authentication does not allow.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::values::AuthMode;

/// Browsers send `name:password`, and the first colon ends the name.
pub(super) const BASIC_USERNAME: Rule = Rule {
    code: "D0234",
    name: "basic-username-with-colon",
    severity: Severity::Error,
    doc: doc!(
        "HTTP basic authentication sends `name:password`, and the first colon ends the name. A user whose name contains a colon cannot sign in. Choose a user name without a colon."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let auth = &subject.values.auth;
    let name = auth.basic.username.as_deref().unwrap_or_default();
    if auth.mode == Some(AuthMode::Basic) && name.contains(':') {
        diagnostics.push(BASIC_USERNAME.at(
            "auth.basic.username",
            "the user name contains a colon, so nobody can sign in",
            "set `auth.basic.username` to a name without a colon",
        ));
    }
}
