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

/// The version over which one moves, and what that breaks on the way up and on the way down.
type Step = ([u32; 3], Option<Break>, Option<Break>);

const COPY: &str = "keep a copy of the volume from before the upgrade, and go back to that";

const STEPS: [Step; 6] = [
    (
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
    (
        [1, 26, 0],
        Some(Break {
            what: "with `auth.mode: builtin`, people log in on a page instead of by basic authentication, and programs need a token",
            help: "set `auth.mode` to `basic` to keep what there was",
        }),
        Some(Break {
            what: "users and roles no longer count: one user name and password protects everything",
            help: "remove who should no longer get in from those who know it",
        }),
    ),
    (
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
    (
        [2, 0, 0],
        Some(Break {
            what: "Dagu changes permissions on the volume, and where `auth.builtin.token.secret` is empty makes a hard link there",
            help: "use a volume that allows both, such as NFS, rather than SMB",
        }),
        None,
    ),
    (
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
    (
        [2, 10, 5],
        Some(Break {
            what: "queues are kept by hard links, which SMB and object storage refuse",
            help: "use a volume that has them, such as NFS",
        }),
        None,
    ),
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
    STEPS.iter().filter_map(move |([major, minor, patch], up, down)| {
        match (from.at_least(*major, *minor, *patch), to.at_least(*major, *minor, *patch)) {
            (false, true) => up.as_ref(),
            (true, false) => down.as_ref(),
            _ => None,
        }
    })
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
        ] {
            let (from, to) = (parse(from).expect(from), parse(to).expect(to));
            assert_eq!(breaks(from, to).count(), count, "{from} to {to}");
        }
    }
}
