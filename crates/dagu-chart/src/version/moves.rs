//! What changes between two versions of Dagu, for people who move a release from one to the other.

use super::Version;

/// Something that a move over a version breaks.
#[derive(Debug)]
pub(crate) struct Break {
    /// What changes, as the rest of a sentence about the move.
    pub(crate) what: &'static str,
    /// What to do about it.
    pub(crate) help: &'static str,
}

/// A change of Dagu, and what moving over it breaks on the way up and on the way down.
struct Breakage {
    /// The first and the last release in which the change can have come: the same where it is known.
    releases: [[u32; 3]; 2],
    up: Option<Break>,
    down: Option<Break>,
}

/// A change that came with one release.
const fn at(release: [u32; 3], up: Option<Break>, down: Option<Break>) -> Breakage {
    Breakage { releases: [release, release], up, down }
}

const COPY: &str = "keep a copy of the volume from before the upgrade, and go back to that";

const BREAKAGES: [Breakage; 7] = [
    at(
        [1, 17, 0],
        Some(Break {
            what: "the history of runs is kept in another format, and old runs do not show",
            help: "run `dagu migrate history` once in the pod of the UI, with an image of 1.17 to 1.30",
        }),
        Some(Break {
            what: "the history of runs is kept in another format, and the runs of 1.17 and later do not show",
            help: COPY,
        }),
    ),
    at(
        [1, 26, 0],
        Some(Break {
            what: "with `auth.mode: builtin`, people log in on a page instead of by basic authentication, and programs need a token",
            help: "set `auth.mode` to `basic` to keep what there was; from 2.0 to 2.2.3 that leaves event streams open, so go to 2.2.4 or later",
        }),
        Some(Break {
            what: "users and roles no longer count: one user name and password protects everything",
            help: "remove who should no longer get in from those who know it",
        }),
    ),
    at(
        [2, 0, 0],
        Some(Break {
            what: "keys of DAG files are spelt in snake_case and the old ones are refused, the API moves from `/api/v2` to `/api/v1`, and the static API token is gone",
            help: "rename the keys (`workerSelector` is `worker_selector`) and point programs to the other path; 2.x refuses to read the old spelling",
        }),
        Some(Break {
            what: "keys of DAG files are spelt in camelCase and the new ones are refused, the API moves from `/api/v1` to `/api/v2`, and what 2.x encrypted cannot be read",
            help: COPY,
        }),
    ),
    at(
        [2, 0, 0],
        Some(Break {
            what: "Dagu changes permissions on the volume, and where `auth.builtin.token.secret` is empty makes a hard link there",
            help: "use a volume that allows both, such as NFS, rather than SMB",
        }),
        None,
    ),
    at(
        [2, 9, 0],
        Some(Break {
            what: "workers leave the shared volume: what steps wrote below `/data` stays in their pod, and profiles are not read from the volume",
            help: "set `persistence.mountOnWorkers` to true to keep the volume on the workers",
        }),
        Some(Break {
            what: "workers mount the shared volume again",
            help: "make sure that every node with workers can mount it",
        }),
    ),
    at(
        [2, 10, 5],
        Some(Break {
            what: "queues are kept by hard links, which SMB and object storage refuse",
            help: "use a volume that has them, such as NFS",
        }),
        None,
    ),
    // Read in a source between 2.15.1 and 2.18.2.
    Breakage {
        releases: [[2, 15, 2], [2, 18, 2]],
        up: Some(Break {
            what: "in a release from 2.15.2 to 2.18.2 the flags of suspended DAGs move from `/data/suspend` to `/data/data/suspend`, and pods of two versions at once are not supported",
            help: "stop all pods before the upgrade; to be able to go back, set `DAGU_SUSPEND_FLAGS_DIR` to `/data/suspend` in `extraEnv`",
        }),
        down: Some(Break {
            what: "before a release from 2.15.2 to 2.18.2 the flags of suspended DAGs are looked for in `/data/suspend` again, so DAGs that were suspended can start",
            help: "set `DAGU_SUSPEND_FLAGS_DIR` in `extraEnv` to the folder that has the flags",
        }),
    },
];

/// Whether two versions are surely different ones.
pub(crate) fn differ(from: Version, to: Version) -> bool {
    let patches = from.patch.zip(to.patch).is_none_or(|(from, to)| from == to);
    (from.major, from.minor) != (to.major, to.minor) || !patches
}

/// Whether a move leads back to an older line.
pub(crate) fn leads_back(from: Version, to: Version) -> bool {
    (to.major, to.minor) < (from.major, from.minor)
}

/// What a move breaks, in the order of the versions on the way; nothing where the version stays.
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
