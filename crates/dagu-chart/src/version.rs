//! The Dagu version in the image, and its features.
//!
//! This is the only table of versions: other modules ask for features by name. 1.30.2, 2.4.3 and 2.15.1 were
//! tested as released binaries; the versions between them are known from their source. Of 2.16 to 2.18 only the
//! release notes and an untagged source are known, which is later than 2.15.1 and not later than 2.18.2.

mod clues;
mod moves;
mod repository;
mod vulnerabilities;

use std::fmt;

#[cfg(any(feature = "docs", test))]
pub(crate) use clues::RULES;
pub(crate) use clues::{Clues, of_tag, parse};
pub(crate) use moves::{breaks, differ, leads_back};
pub(crate) use vulnerabilities::Needs;

/// A version of Dagu. The patch is unknown if a tag has only two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    major: u32,
    minor: u32,
    patch: Option<u32>,
}

/// A line of minor versions of one major version, whose features are known.
struct Line {
    major: u32,
    first: u32,
    last: u32,
}

/// The lines that this version of the chart supports, the newest last.
const KNOWN: [Line; 2] = [Line { major: 1, first: 12, last: 30 }, Line { major: 2, first: 0, last: 18 }];
const CURRENT: &Line = &KNOWN[1];

/// Whether this version of the chart knows a version of Dagu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Knowledge {
    /// Its features are known.
    Known,
    /// Newer than the newest known version, with the same major version.
    Newer,
    /// Too old, never released, or of a future major version.
    Unknown,
}

impl Version {
    /// The newest known minor version.
    const NEWEST: Self = Self { major: CURRENT.major, minor: CURRENT.last, patch: None };

    /// Whether this version of the chart knows the version. Dagu renames settings in major versions
    /// and silently ignores unknown ones, so the features of a new major version cannot be guessed.
    fn knowledge(self) -> Knowledge {
        let line = KNOWN.iter().find(|line| line.major == self.major);
        match line {
            Some(line) if (line.first..=line.last).contains(&self.minor) => Knowledge::Known,
            Some(Line { major, .. }) if *major == CURRENT.major => Knowledge::Newer,
            _ => Knowledge::Unknown,
        }
    }

    /// Whether it is this version of a declaration or a later one, such as `2.7` or `1.14.6`.
    pub(crate) fn reaches(self, first: &str) -> bool {
        parse(first).is_none_or(|first| self.at_least(first.major, first.minor, first.patch.unwrap_or(0)))
    }

    /// Compares with an exact version; an unknown patch counts as the newest one.
    fn at_least(self, major: u32, minor: u32, patch: u32) -> bool {
        self.place() >= [major, minor, patch]
    }

    /// A sort key; an unknown patch counts as the newest one.
    fn place(self) -> [u32; 3] {
        [self.major, self.minor, self.patch.unwrap_or(u32::MAX)]
    }

    /// Whether there are coordinators and workers (1.18).
    pub(crate) fn has_workers(self) -> bool {
        self.at_least(1, 18, 0)
    }

    /// Whether Dagu has user management (1.26).
    pub(crate) fn has_builtin_users(self) -> bool {
        self.at_least(1, 26, 0)
    }

    /// Whether `DAGU_AUTH_MODE` exists (1.26).
    pub(crate) fn has_auth_mode(self) -> bool {
        self.at_least(1, 26, 0)
    }

    /// Whether `DAGU_AUTH_MODE` supports `basic`. Before 2.0, Dagu warned and
    /// used `none`, while the credentials alone enable basic authentication.
    pub(crate) fn has_basic_mode(self) -> bool {
        self.at_least(2, 0, 0)
    }

    /// Whether the credentials alone enable basic authentication, under the names that are used since
    /// (1.17). Before, a separate variable enabled it, and credentials without it had no effect.
    pub(crate) fn has_basic_without_switch(self) -> bool {
        self.at_least(1, 17, 0)
    }

    /// Whether Dagu with builtin authentication does not start without a token secret; newer versions keep
    /// one of their own on the data volume.
    pub(crate) fn needs_token_secret(self) -> bool {
        self.has_builtin_users() && !self.at_least(2, 0, 0)
    }

    /// Whether a set-up page creates the first administrator if none is preset. Before, Dagu created
    /// one by itself and printed its password to the log.
    pub(crate) fn has_setup_page(self) -> bool {
        self.at_least(2, 0, 0)
    }

    /// Prefix of the variables that preset the administrator. From 2.0 to 2.2 there are none: the first visitor of
    /// the set-up page becomes administrator.
    pub(crate) fn admin_variables(self) -> Option<&'static str> {
        if self.at_least(2, 3, 0) {
            Some("DAGU_AUTH_BUILTIN_INITIAL_ADMIN")
        } else {
            (!self.at_least(2, 0, 0)).then_some("DAGU_AUTH_ADMIN")
        }
    }

    /// Whether coordinator and worker have HTTP health checks (2.3.1).
    pub(crate) fn has_health_ports(self) -> bool {
        self.at_least(2, 3, 1)
    }

    /// Whether the keys of DAG files are in snake case, such as `worker_selector` (2.0). Each side refuses the spelling of
    /// the other.
    pub(crate) fn has_snake_case_keys(self) -> bool {
        self.at_least(2, 0, 0)
    }

    /// Whether a DAG can select `local` (2.0).
    pub(crate) fn has_local_selector(self) -> bool {
        self.at_least(2, 0, 0)
    }

    /// Whether DAGs without a selector can be sent to the workers (2.0).
    pub(crate) fn has_execution_mode(self) -> bool {
        self.at_least(2, 0, 0)
    }

    /// Whether a worker has a setting for the coordinator's address (2.0); before, it read it from the shared volume.
    pub(crate) fn has_worker_coordinators(self) -> bool {
        self.at_least(2, 0, 0)
    }

    /// Whether the image has an init that reaps zombies, `tini` (2.7.7).
    pub(crate) fn has_tini(self) -> bool {
        self.at_least(2, 7, 7)
    }

    /// Whether a coordinator can advertise an address other than the one on which it listens (1.23.4).
    pub(crate) fn has_coordinator_advertise(self) -> bool {
        self.at_least(1, 23, 4)
    }

    /// Whether runs belong to the coordinator that started them, identified by its host name (2.3.7 to 2.12).
    pub(crate) fn coordinator_owns_runs(self) -> bool {
        self.at_least(2, 3, 7) && !self.at_least(2, 13, 0)
    }

    /// Whether workers do not need the shared volume (2.9), because they get everything from the coordinator.
    pub(crate) fn has_workers_without_volume(self) -> bool {
        self.at_least(2, 9, 0)
    }

    /// Whether a scheduler that lost its lock stops working (2.3.7).
    pub(crate) fn fences_schedulers(self) -> bool {
        self.at_least(2, 3, 7)
    }

    /// Whether Dagu uses hard links, which some volumes do not support (2.0).
    pub(crate) fn needs_hard_links(self) -> bool {
        self.at_least(2, 0, 0)
    }

    /// Whether the scheduler ignores SIGTERM, so that only SIGKILL stops it (before 2.9).
    pub(crate) fn scheduler_ignores_term(self) -> bool {
        !self.at_least(2, 9, 0)
    }

    /// Whether a worker waits for its runs when it stops, for a configurable time.
    ///
    /// 2.15.1 stops at once. It is unknown in which later release this changed.
    pub(crate) fn worker_drain(self) -> Drain {
        if self.at_least(2, 18, 2) {
            Drain::Certain
        } else if self.at_least(2, 15, 2) {
            Drain::Possible
        } else {
            Drain::None
        }
    }

    /// Whether basic authentication compares the password with the user name, so that the configured
    /// password is refused and the user name accepted instead (before 1.12.4; read in its source).
    pub(crate) fn confuses_basic_credentials(self) -> bool {
        !self.at_least(1, 12, 4)
    }

    /// The path of the server's health check. `None` if it has none and the
    /// catch-all page would answer instead, and if basic authentication protects it (before 1.24.5).
    pub(crate) fn health_path(self) -> Option<&'static str> {
        if self.at_least(2, 0, 0) {
            Some("/api/v1/health")
        } else {
            self.at_least(1, 24, 5).then_some("/api/v2/health")
        }
    }
}

/// Whether the workers of a version wait for their runs before they stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drain {
    /// They stop at once, and so do their runs.
    None,
    /// The version may support it; a version that does not ignores the setting.
    Possible,
    /// The version supports it.
    Certain,
}

/// The lines in words, such as `1.12 to 1.30 or 2.0 to 2.18`.
fn supported() -> String {
    let lines = KNOWN.iter().map(|Line { major, first, last }| format!("{major}.{first} to {major}.{last}"));
    lines.collect::<Vec<_>>().join(" or ")
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.major, self.minor)?;
        match self.patch {
            Some(patch) => write!(formatter, ".{patch}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Drain, parse};

    #[test]
    fn workers_drain_from_a_release_that_is_not_known() {
        for (text, drain) in [
            ("2.15.1", Drain::None),
            ("2.15.2", Drain::Possible),
            ("2.15", Drain::Possible),
            ("2.18.1", Drain::Possible),
            ("2.18.2", Drain::Certain),
            ("2.18", Drain::Certain),
        ] {
            assert_eq!(parse(text).expect(text).worker_drain(), drain, "{text}");
        }
    }

    /// For each ability, the last release without it and the first one with it.
    #[test]
    fn abilities_begin_where_they_began() {
        type Ability = fn(super::Version) -> bool;
        let table: [(Ability, &str, &str); 10] = [
            (super::Version::has_workers, "1.17.4", "1.18.0"),
            (super::Version::has_builtin_users, "1.25.1", "1.26.0"),
            (super::Version::has_auth_mode, "1.25.1", "1.26.0"),
            (super::Version::has_basic_mode, "1.30.3", "2.0.0"),
            (super::Version::has_basic_without_switch, "1.16.12", "1.17.0"),
            (super::Version::has_setup_page, "1.30.3", "2.0.0"),
            (super::Version::has_health_ports, "2.3.0", "2.3.1"),
            (super::Version::has_execution_mode, "1.30.3", "2.0.0"),
            (super::Version::has_coordinator_advertise, "1.23.2", "1.23.4"),
            (super::Version::has_workers_without_volume, "2.8.3", "2.9.0"),
        ];
        for (row, (ability, without, with)) in table.into_iter().enumerate() {
            assert!(!ability(parse(without).expect(without)), "row {row}: {without}");
            assert!(ability(parse(with).expect(with)), "row {row}: {with}");
        }
    }

    #[test]
    fn names_and_paths_change() {
        for (text, admin, health) in [
            ("1.24.4", Some("DAGU_AUTH_ADMIN"), None),
            ("1.24.5", Some("DAGU_AUTH_ADMIN"), Some("/api/v2/health")),
            ("1.30.3", Some("DAGU_AUTH_ADMIN"), Some("/api/v2/health")),
            ("2.0.0", None, Some("/api/v1/health")),
            ("2.2.4", None, Some("/api/v1/health")),
            ("2.3.0", Some("DAGU_AUTH_BUILTIN_INITIAL_ADMIN"), Some("/api/v1/health")),
        ] {
            let version = parse(text).expect(text);
            assert_eq!((version.admin_variables(), version.health_path()), (admin, health), "{text}");
        }
    }

    #[test]
    fn some_abilities_end() {
        for (text, owns, ignores_term, needs_secret) in [
            ("1.25.1", false, true, false),
            ("1.26.0", false, true, true),
            ("2.0.0", false, true, false),
            ("2.3.7", true, true, false),
            ("2.9.0", true, false, false),
            ("2.12.0", true, false, false),
            ("2.13.0", false, false, false),
        ] {
            let version = parse(text).expect(text);
            assert_eq!(version.coordinator_owns_runs(), owns, "{text}");
            assert_eq!(version.scheduler_ignores_term(), ignores_term, "{text}");
            assert_eq!(version.needs_token_secret(), needs_secret, "{text}");
        }
    }
}
