//! How long a login lasts.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::duration::seconds;

/// The duration is not one that Dagu takes.
pub(super) const TOKEN_TTL: Rule = Rule {
    code: "D0210",
    name: "token-ttl-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "Dagu refuses to start unless the lifetime of a login is a Go duration of more than 0 and at most 8760h."
    ),
};

/// A year, Dagu's maximum, in seconds.
const LONGEST: f64 = 8760.0 * 3600.0;

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let ttl = subject.values.auth.builtin.token.ttl.as_deref().unwrap_or_default();
    if ttl.is_empty() || seconds(ttl).is_some_and(|seconds| seconds > 0.0 && seconds <= LONGEST) {
        return;
    }
    diagnostics.push(TOKEN_TTL.at(
        "auth.builtin.token.ttl",
        "not a duration of more than 0 and at most 8760h",
        "write it as `24h`, `90m` or `1h30m`; Dagu knows no days",
    ));
}
