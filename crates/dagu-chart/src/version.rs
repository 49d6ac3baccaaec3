//! Which Dagu the image holds, and what that version can do.
//!
//! Versions, names and behaviours were observed with released binaries of 1.30.2, 2.4.3 and 2.15.1.

mod resolve;

use std::fmt;

pub(crate) use resolve::resolve;

/// A version of Dagu. The patch is unknown when a tag names only a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    major: u32,
    minor: u32,
    patch: Option<u32>,
}

impl Version {
    /// Whether this release of the chart knows what to render for it: 1.12, 1.26 to 1.30, 2.3 and 2.4.
    fn is_supported(self) -> bool {
        matches!((self.major, self.minor), (1, 12 | 26..=30) | (2, 3..=4))
    }

    /// Compares with an exact version; an unknown patch is taken as the line's newest.
    fn at_least(self, major: u32, minor: u32, patch: u32) -> bool {
        (self.major, self.minor, self.patch.unwrap_or(u32::MAX)) >= (major, minor, patch)
    }

    /// Whether there are coordinators and workers (1.18).
    pub(crate) fn has_workers(self) -> bool {
        self.at_least(1, 18, 0)
    }

    /// Whether Dagu manages users of its own (1.26).
    pub(crate) fn has_builtin_users(self) -> bool {
        self.at_least(1, 26, 0)
    }

    /// Whether `DAGU_AUTH_MODE` exists (1.26).
    pub(crate) fn has_auth_mode(self) -> bool {
        self.at_least(1, 26, 0)
    }

    /// Whether mode `basic` is one that `DAGU_AUTH_MODE` takes. Before 2.0 it was warned about and
    /// replaced by `none`, while the credentials alone switch basic authentication on.
    pub(crate) fn has_basic_mode(self) -> bool {
        self.at_least(2, 0, 0)
    }

    /// Whether builtin authentication refuses to start without a token secret; newer versions keep
    /// one of their own on the data volume.
    pub(crate) fn needs_token_secret(self) -> bool {
        self.has_builtin_users() && !self.at_least(2, 0, 0)
    }

    /// Whether a set-up page makes the first administrator when none is preset. Before, Dagu made
    /// one by itself and printed its password to the log.
    pub(crate) fn has_setup_page(self) -> bool {
        self.at_least(2, 0, 0)
    }

    /// Prefix of the variables that preset the administrator.
    pub(crate) fn admin_variables(self) -> &'static str {
        if self.at_least(2, 3, 0) { "DAGU_AUTH_BUILTIN_INITIAL_ADMIN" } else { "DAGU_AUTH_ADMIN" }
    }

    /// Whether coordinator and worker answer HTTP health checks (2.3.1).
    pub(crate) fn has_health_ports(self) -> bool {
        self.at_least(2, 3, 1)
    }

    /// Whether DAGs without a selector can be sent to the workers (2.0).
    pub(crate) fn has_execution_mode(self) -> bool {
        self.at_least(2, 0, 0)
    }

    /// Whether a worker takes the coordinator's address (2.0); before, it was found on the shared volume.
    pub(crate) fn has_worker_coordinators(self) -> bool {
        self.at_least(2, 0, 0)
    }

    /// Whether `DAGU_TZ` exists (1.14.6).
    pub(crate) fn has_timezone(self) -> bool {
        self.at_least(1, 14, 6)
    }

    /// Whether the UI can be served under a path (1.15).
    pub(crate) fn has_base_path(self) -> bool {
        self.at_least(1, 15, 0)
    }

    /// Whether logs can be JSON (1.16).
    pub(crate) fn has_log_format(self) -> bool {
        self.at_least(1, 16, 0)
    }

    /// Whether more than `DAGU_*` can be passed on to steps (2.4.1).
    pub(crate) fn has_env_passthrough(self) -> bool {
        self.at_least(2, 4, 1)
    }

    /// Whether Dagu takes the address at which people reach it (2.7).
    pub(crate) fn has_public_url(self) -> bool {
        self.at_least(2, 7, 0)
    }

    /// Whether origins of other sites can be listed (2.7.5); before, all of them may call the API.
    pub(crate) fn has_cors(self) -> bool {
        self.at_least(2, 7, 5)
    }

    /// Whether Dagu can let in certain addresses only (2.15).
    pub(crate) fn has_ip_access(self) -> bool {
        self.at_least(2, 15, 0)
    }

    /// Whether the image has an init that reaps zombies, `tini` (2.7.7).
    pub(crate) fn has_tini(self) -> bool {
        self.at_least(2, 7, 7)
    }

    /// Whether runs belong to the coordinator that started them, known by its host name (2.3.7 to 2.12).
    pub(crate) fn coordinator_owns_runs(self) -> bool {
        self.at_least(2, 3, 7) && !self.at_least(2, 13, 0)
    }

    /// Whether the scheduler ignores SIGTERM, so that only SIGKILL ends it (before 2.9).
    pub(crate) fn scheduler_ignores_term(self) -> bool {
        !self.at_least(2, 9, 0)
    }

    /// Whether basic authentication compares the password with the user name, so that the configured
    /// password opens nothing and the user name everything (before 1.12.4; read in its source).
    pub(crate) fn confuses_basic_credentials(self) -> bool {
        !self.at_least(1, 12, 4)
    }

    /// The path on which the server says that it is well. `None` where it has none of its own and the
    /// page's catch-all would answer in its place.
    pub(crate) fn health_path(self) -> Option<&'static str> {
        match (self.major, self.minor) {
            (1, ..17) => None,
            (1, _) => Some("/api/v2/health"),
            _ => Some("/api/v1/health"),
        }
    }
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
