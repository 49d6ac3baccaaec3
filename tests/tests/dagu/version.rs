//! What each version of Dagu does with the documented pools, as in docs/route-dags.md.

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::dagu::Tolerated;
use dagu_chart_tests::versions::declared;

/// Which pods run a DAG.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    /// The web UI's.
    Ui,
    /// The scheduler's.
    Scheduler,
    /// Those of the pool that a selector names.
    Gpu,
    /// Those of any pool.
    Workers,
}

impl Place {
    /// What the names of these pods begin with.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Place::Ui => "dagu-ui-",
            Place::Scheduler => "dagu-scheduler-",
            Place::Gpu => "dagu-worker-gpu-",
            Place::Workers => "dagu-worker-",
        }
    }
}

/// One line of versions.
pub(crate) struct Version {
    /// What their numbers begin with.
    line: &'static str,
    /// Where the images are.
    pub(crate) repository: &'static str,
    /// Where the API is.
    pub(crate) api: &'static str,
    /// How a DAG spells its selector.
    pub(crate) selector: &'static str,
    /// The key of a DAG that runs in the pod that starts it.
    pub(crate) local: &'static str,
    /// Where a DAG with a selector runs if it is started by hand.
    pub(crate) started_with_selector: Place,
    /// Where a DAG without a selector runs if it is started by hand.
    pub(crate) started_without: Place,
    /// Where one without a selector runs that is queued.
    pub(crate) queued_without: Place,
    /// Where a DAG that no worker matches runs if it is started by hand; none if that fails.
    pub(crate) started_unmatched: Option<Place>,
    /// Whether a worker that finds no coordinator tries, and complains, without a pause.
    pub(crate) floods: bool,
    /// Messages in its log that our manifests do not cause.
    pub(crate) tolerated: &'static [Tolerated],
}

const VERSIONS: &[Version] = &[
    Version {
        line: "1.30.",
        repository: "ghcr.io/dagu-org/dagu",
        api: "/api/v2",
        selector: "workerSelector",
        local: "",
        started_with_selector: Place::Ui,
        started_without: Place::Ui,
        queued_without: Place::Scheduler,
        started_unmatched: Some(Place::Ui),
        floods: true,
        tolerated: &[Tolerated {
            text: "level=ERROR msg=\"Failed to get disk usage\"",
            reason: "the server measures a folder that it makes a moment later",
        }],
    },
    Version { line: "2.4.", repository: "ghcr.io/dagu-org/dagu", ..DISTRIBUTED },
    Version { line: "2.15.", ..DISTRIBUTED },
];

/// What all 2.x have in common.
const DISTRIBUTED: Version = Version {
    line: "2.",
    repository: "ghcr.io/dagucloud/dagu",
    api: "/api/v1",
    selector: "worker_selector",
    local: "worker_selector: local",
    started_with_selector: Place::Gpu,
    started_without: Place::Workers,
    queued_without: Place::Workers,
    started_unmatched: None,
    floods: false,
    tolerated: &[
        Tolerated {
            text: "execution not started",
            reason: "2.4 says so now and then of a run that succeeds; that it does is checked",
        },
        Tolerated {
            text: "\"msg\":\"Failed to stream scheduler log\"",
            reason: "a worker of 2.4 can end a run before it has sent the last of its own log",
        },
        Tolerated {
            text: "/dags/nobody/start\"",
            reason: "the server's answer to a DAG that nothing matches is checked where it is asked",
        },
    ],
};

/// What is tolerated of every version.
const TOLERATED: &[Tolerated] = &[
    Tolerated {
        text: "level=WARN msg=\"Failed to check coordinator health\"",
        reason: "pods start in any order, and a worker tries until there is a coordinator",
    },
    Tolerated {
        text: "level=WARN msg=\"Heartbeat send failed; will retry with backoff\"",
        reason: "pods start in any order, and a worker tries until there is a coordinator",
    },
    Tolerated {
        text: "level=ERROR msg=\"Failed to find run\"",
        reason: "the scheduler can meet a run in the queue before its file is written, and tries again",
    },
    Tolerated {
        text: "dispatch task to coordinator",
        reason: "a DAG can be due before its worker has joined, and is tried again; that it runs is checked",
    },
];

/// Every version of tests/versions.yaml has expectations, and no expectation is about another one.
pub(crate) fn check() -> Result<()> {
    for version in declared().of("dagu") {
        Version::of(version)?;
    }
    for Version { line, .. } in VERSIONS {
        let is_run = declared().of("dagu").any(|version| version.starts_with(line));
        ensure!(is_run, "tests/versions.yaml has no Dagu {line}x to run");
    }
    Ok(())
}

impl Version {
    /// What is expected of a version.
    pub(crate) fn of(version: &str) -> Result<&'static Self> {
        let found = VERSIONS.iter().find(|known| version.starts_with(known.line));
        found.with_context(|| format!("nobody has said what to expect of Dagu {version}: see version.rs"))
    }

    /// Whether a line of a log is nothing to mend.
    pub(crate) fn tolerates(&self, line: &str) -> bool {
        TOLERATED.iter().chain(self.tolerated).any(|known| line.contains(known.text))
    }
}
