//! The time zone of schedules.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Dagu would not start.
pub(super) const TIMEZONE: Rule = Rule {
    code: "D1005",
    name: "timezone-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "`config.timezone` must be a name from the time zone database, such as `Europe/Berlin`; otherwise Dagu does not start. Offsets such as `UTC+2` and abbreviations such as `CEST` are not names."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let zone = subject.values.config.timezone.as_deref().unwrap_or_default();
    if zone.is_empty() || may_be_name(zone) {
        return;
    }
    diagnostics.push(TIMEZONE.at(
        "config.timezone",
        format!("`{}` is not a time zone name", zone.escape_debug()),
        "use a name such as `Europe/Berlin`; for a fixed offset such as UTC+2, use `Etc/GMT-2` (the sign is reversed)",
    ));
}

/// The first parts of zone names (IANA time zone database, `backward` included). These areas have not changed for
/// decades, unlike the zones in them.
const AREAS: [&str; 19] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Brazil",
    "Canada",
    "Chile",
    "Etc",
    "Europe",
    "Indian",
    "Mexico",
    "Pacific",
    "SystemV",
    "US",
    "posix",
    "right",
];

/// Whether the database may contain the name. The database itself is in the image, so this rejects only what cannot be
/// in it.
fn may_be_name(zone: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'+');
    let parts = |zone: &str| zone.split('/').all(|part| !part.is_empty() && part.bytes().all(plain));
    let offset = |zone: &str| zone.contains('+') || zone.contains(|c: char| c.is_ascii_digit());
    // Names with a sign or a digit are below `Etc/`, except for zones that are named after their offset, such as `EST5EDT`.
    let legacy = matches!(zone, "EST5EDT" | "CST6CDT" | "MST7MDT" | "PST8PDT" | "GMT0" | "GMT+0" | "GMT-0");
    let area = zone.split_once('/').map(|(area, _)| area);
    parts(zone)
        && area.is_none_or(|area| AREAS.contains(&area))
        && (area.is_some() || legacy || !offset(zone))
        && !zone.starts_with(['+', '-'])
}

#[cfg(test)]
mod tests {
    use super::may_be_name;

    #[test]
    fn names_are_told_from_offsets() {
        for zone in [
            "UTC",
            "Europe/Berlin",
            "America/Argentina/Buenos_Aires",
            "Etc/GMT+5",
            "EST5EDT",
            "Local",
            "W-SU",
        ] {
            assert!(may_be_name(zone), "{zone}");
        }
        for zone in [
            "UTC+2",
            "+02:00",
            "GMT+2",
            "Europe/",
            "/etc/localtime",
            "Europe/New York",
            "../x",
            "5",
            "Mars/Base",
            "europe/Berlin",
        ] {
            assert!(!may_be_name(zone), "{zone}");
        }
    }
}
