//! How long a login is valid.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::duration::seconds;
use crate::shown::shortened;

/// Dagu would not start.
pub(super) const TOKEN_TTL: Rule = Rule {
    code: "D0210",
    name: "token-ttl-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "`auth.builtin.token.ttl`, the time after which a login expires, must be a Go duration of more than 0 and at most 8760h; otherwise Dagu does not start. Go durations have no unit for days: write `168h` instead of `7d`."
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
        format!("`{}` is not a duration of more than 0 and at most 8760h", shortened(ttl)),
        "use a duration such as `24h`, `90m` or `1h30m`; there is no unit for days",
    ));
}
