//! Logins that outlive their reason.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::duration::seconds;

/// Thirty days, in seconds.
const LONG: f64 = 30.0 * 24.0 * 3600.0;

/// A stolen login works until it ends.
pub(super) const LONG_LOGIN: Rule = Rule {
    code: "D0232",
    name: "token-ttl-long",
    severity: Severity::Note,
    doc: doc!(
        "A login is a signed token that works until it ends, also in the hands of somebody who copied it."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let ttl = subject.values.auth.builtin.token.ttl.as_deref().unwrap_or_default();
    if seconds(ttl).is_some_and(|seconds| seconds > LONG) {
        diagnostics.push(LONG_LOGIN.at(
            "auth.builtin.token.ttl",
            "a copied login works for more than 30 days",
            "set a shorter time, such as the default of `24h`",
        ));
    }
}
