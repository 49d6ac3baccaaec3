//! How long a login lasts.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::float;

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

/// Reads a duration as Go's `time.ParseDuration` does.
pub(super) fn seconds(text: &str) -> Option<f64> {
    const UNITS: [(&str, f64); 8] = [
        ("ns", 1e-9),
        ("us", 1e-6),
        ("µs", 1e-6),
        ("μs", 1e-6),
        ("ms", 1e-3),
        ("s", 1.0),
        ("m", 60.0),
        ("h", 3600.0),
    ];
    let mut rest = text.strip_prefix('+').unwrap_or(text);
    let mut total = 0.0;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let number = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let value = float::read(&rest[..number])?;
        let unit_end = rest[number..]
            .find(|c: char| c.is_ascii_digit() || c == '.')
            .map_or(rest.len(), |end| number + end);
        let (_, factor) = UNITS.iter().find(|(unit, _)| *unit == &rest[number..unit_end])?;
        total += value * factor;
        rest = &rest[unit_end..];
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn reads_go_durations() {
        for (text, expected) in
            [("24h", 86400.0), ("1h30m", 5400.0), ("1.5h", 5400.0), ("+10s", 10.0), ("0h", 0.0)]
        {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
        for text in ["", "24", "1d", "h", "1h 30m", "-", "1..5h", "."] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
