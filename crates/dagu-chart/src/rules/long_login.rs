//! Logins that are valid for a long time.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::duration::seconds;

/// Thirty days, in seconds.
const LONG: f64 = 30.0 * 24.0 * 3600.0;

/// A stolen login works until it expires.
pub(super) const LONG_LOGIN: Rule = Rule {
    code: "D0232",
    name: "token-ttl-long",
    severity: Severity::Note,
    doc: doc!(
        "A login is a signed token that is valid until it expires, also for someone who copied it. Set `auth.builtin.token.ttl` to a shorter time, such as the default `24h`."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let ttl = subject.values.auth.builtin.token.ttl.as_deref().unwrap_or_default();
    if seconds(ttl).is_some_and(|seconds| seconds > LONG) {
        diagnostics.push(LONG_LOGIN.at(
            "auth.builtin.token.ttl",
            "logins are valid for more than 30 days, also if someone copies the token",
            "set `auth.builtin.token.ttl` to a shorter time, such as the default `24h`",
        ));
    }
}
