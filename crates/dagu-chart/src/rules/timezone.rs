//! The time zone of schedules.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Dagu would refuse to start.
pub(super) const TIMEZONE: Rule = Rule {
    code: "D1005",
    name: "timezone-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "Dagu refuses to start with a time zone that the image's database does not name, as `Europe/Berlin`. Offsets such as `UTC+2` and abbreviations of summer time are no names."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let zone = subject.values.config.timezone.as_deref().unwrap_or_default();
    if zone.is_empty() || may_be_name(zone) {
        return;
    }
    diagnostics.push(TIMEZONE.at(
        "config.timezone",
        format!("`{}` is not the name of a time zone", zone.escape_debug()),
        "write it as `Europe/Berlin`; a fixed offset is `Etc/GMT-2` for two hours east",
    ));
}

/// What the names of zones begin with (IANA time zone database, `backward` included); the areas of the world have been
/// the same for decades, the zones in them have not.
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

/// The database itself is in the image: this sees only what cannot be in it.
fn may_be_name(zone: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'+');
    let parts = |zone: &str| zone.split('/').all(|part| !part.is_empty() && part.bytes().all(plain));
    let offset = |zone: &str| zone.contains('+') || zone.contains(|c: char| c.is_ascii_digit());
    // Names with a sign or a digit stand below `Etc/`, but for the zones named after their offset, as `EST5EDT`.
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
