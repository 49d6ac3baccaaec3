//! Breaking changes between two versions of Dagu, for upgrades and rollbacks of a release.

use super::Version;

/// A breaking change.
#[derive(Debug)]
pub(crate) struct Break {
    /// What changes, as the rest of a sentence about the move.
    pub(crate) what: &'static str,
    /// What to do about it.
    pub(crate) help: &'static str,
}

/// A change of Dagu, with what it breaks on an upgrade and on a rollback.
struct Breakage {
    /// The first and the last release that can contain the change: equal if the release is known.
    releases: [[u32; 3]; 2],
    up: Option<Break>,
    down: Option<Break>,
}

/// A change that came with one release.
const fn at(release: [u32; 3], up: Option<Break>, down: Option<Break>) -> Breakage {
    Breakage { releases: [release, release], up, down }
}

const BACKUP: &str =
    "restore a backup of the volume from before the upgrade (what was written since then is lost)";

const BREAKAGES: [Breakage; 7] = [
    at(
        [1, 17, 0],
        Some(Break {
            what: "Dagu stores the run history in a new format and does not show old runs",
            help: "run `dagu migrate history` once in the UI pod, with an image of Dagu 1.17 to 1.30",
        }),
        Some(Break {
            what: "Dagu stores the run history in an older format and does not show runs of 1.17 and later",
            help: BACKUP,
        }),
    ),
    at(
        [1, 26, 0],
        Some(Break {
            what: "with `auth.mode: builtin`, users log in on a page instead of with basic authentication, and programs need a token",
            help: "set `auth.mode` to `basic` to keep basic authentication; Dagu 2.0 to 2.2.3 then serves event streams without a login, so use 2.2.4 or later",
        }),
        Some(Break {
            what: "Dagu ignores users and roles: one user name and password gives access to everything",
            help: "change the password, and share it only with people who may have full access",
        }),
    ),
    at(
        [2, 0, 0],
        Some(Break {
            what: "DAG files must use snake_case keys, the API moves from `/api/v2` to `/api/v1`, and the static API token no longer exists",
            help: "rename the keys in DAG files (`workerSelector` to `worker_selector`), and use the new API path in programs",
        }),
        Some(Break {
            what: "DAG files must use camelCase keys, the API moves from `/api/v1` to `/api/v2`, and Dagu cannot decrypt data that 2.x encrypted",
            help: BACKUP,
        }),
    ),
    at(
        [2, 0, 0],
        Some(Break {
            what: "Dagu changes file permissions on the volume, and it creates a hard link there if `auth.builtin.token.secret` is empty",
            help: "use a volume that supports both, such as NFS; SMB does not",
        }),
        None,
    ),
    at(
        [2, 9, 0],
        Some(Break {
            what: "workers no longer mount the shared volume: files that steps write below `/data` stay in their pod, and workers do not read profiles from the volume",
            help: "to keep the volume on the workers, set `persistence.mountOnWorkers` to true",
        }),
        Some(Break {
            what: "workers mount the shared volume again",
            help: "make sure that every node that runs workers can mount it",
        }),
    ),
    at(
        [2, 10, 5],
        Some(Break {
            what: "Dagu uses hard links for its queues, which SMB and object storage do not support",
            help: "use a volume that supports hard links, such as NFS",
        }),
        None,
    ),
    // Source: an untagged source between 2.15.1 and 2.18.2.
    Breakage {
        releases: [[2, 15, 2], [2, 18, 2]],
        up: Some(Break {
            what: "a release from 2.15.2 to 2.18.2 stores the flags of suspended DAGs in `/data/data/suspend` instead of `/data/suspend`, and pods of two versions must not run at once",
            help: "stop all pods before the upgrade; to be able to roll back, set `DAGU_SUSPEND_FLAGS_DIR` to `/data/suspend` in `extraEnv`",
        }),
        down: Some(Break {
            what: "Dagu looks for the flags of suspended DAGs in `/data/suspend` again, so DAGs that are suspended now can start",
            help: "set `DAGU_SUSPEND_FLAGS_DIR` in `extraEnv` to the directory that contains the flags",
        }),
    },
];

/// Whether two versions certainly differ.
pub(crate) fn differ(from: Version, to: Version) -> bool {
    let patches = from.patch.zip(to.patch).is_none_or(|(from, to)| from == to);
    (from.major, from.minor) != (to.major, to.minor) || !patches
}

/// Whether a move is a rollback to an older minor version.
pub(crate) fn leads_back(from: Version, to: Version) -> bool {
    (to.major, to.minor) < (from.major, from.minor)
}

/// The breaking changes of a move, in the order of the versions; none if the version does not change.
pub(crate) fn breaks(from: Version, to: Version) -> impl Iterator<Item = &'static Break> {
    let moves = differ(from, to);
    let (from, to) = (from.place(), to.place());
    BREAKAGES.iter().filter(move |_| moves).filter_map(
        move |Breakage { releases: [first, last], up, down }| {
            if from < *last && to >= *first && from < to {
                up.as_ref()
            } else if from >= *first && to < *last && to < from {
                down.as_ref()
            } else {
                None
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::breaks;

    #[test]
    fn breaks_are_those_on_the_way() {
        for (from, to, count) in [
            ("1.12.0", "1.16.12", 0),
            ("1.16.12", "1.17.0", 1),
            ("1.30.3", "2.0.0", 2),
            ("2.0.0", "1.30.3", 1),
            ("2.4.3", "2.4", 0),
            ("2.8.3", "2.9.0", 1),
            ("2.9.0", "2.8.3", 1),
            ("1.12.0", "2.15.1", 6),
            ("2.15.1", "1.12.0", 4),
            ("2.15.1", "2.15.3", 1),
            ("2.15.1", "2.18.2", 1),
            ("2.16.2", "2.17.0", 1),
            ("2.17.0", "2.16.2", 1),
            ("2.18.2", "2.15.1", 1),
            ("2.18.2", "2.18.3", 0),
            ("2.18.2", "2.18", 0),
            ("2.18.1", "2.18", 0),
        ] {
            let (from, to) = (parse(from).expect(from), parse(to).expect(to));
            assert_eq!(breaks(from, to).count(), count, "{from} to {to}");
        }
    }
}
