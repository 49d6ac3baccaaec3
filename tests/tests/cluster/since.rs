//! Trials that need a newer Kubernetes than the oldest one that is tested.

use anyhow::{Result, ensure};
use dagu_chart_tests::cluster::{Cluster, Minor};
use dagu_chart_tests::versions::declared;
use libtest_mimic::Trial;

/// A server-side apply of what is there writes nothing. An older API server takes the default that it filled
/// in inside an atomic field, such as `apiVersion` in a `fieldRef`, for a change and writes a new time into
/// `managedFields`, whoever applies (kubernetes/kubernetes#121404; seen in 1.24.17, and no more in 1.35.0).
pub(crate) const QUIET_APPLY: Minor = Minor(35);

/// A trial, the first minor version of Kubernetes that it works with, and what that version added.
const SINCE: [(&str, Minor, &str); 3] = [
    ("strict/pool-resource-claims", Minor(31), "a claim of a pod names its template without a `source`"),
    ("exported/helm4", QUIET_APPLY, "a server-side apply of what is there writes nothing"),
    ("another-core/helm4", QUIET_APPLY, "a server-side apply of what is there writes nothing"),
];

/// Marks the trials that this Kubernetes is too old for: they are printed as ignored, with the reason.
#[expect(clippy::print_stderr, reason = "what passes means nothing without the version it passed on")]
pub(crate) fn mark(trials: Vec<Trial>, cluster: &Cluster) -> Result<Vec<Trial>> {
    eprintln!("Kubernetes {}", cluster.version());
    let versions = declared().of("kubernetes").map(Minor::of).collect::<Result<Vec<_>>>()?;
    for (name, since, _) in SINCE {
        let is_tried = versions.iter().any(|version| *version < since);
        ensure!(is_tried, "tests/versions.yaml has no Kubernetes that is too old for {name}");
        ensure!(trials.iter().any(|trial| trial.name() == name), "there is no trial {name} to ignore");
    }
    Ok(trials.into_iter().map(|trial| marked(trial, cluster.minor())).collect())
}

fn marked(trial: Trial, minor: Minor) -> Trial {
    match SINCE.iter().find(|(name, since, _)| *name == trial.name() && minor < *since) {
        Some((_, Minor(since), why)) => {
            trial.with_ignored_flag(true).with_kind(format!("since 1.{since}: {why}"))
        }
        None => trial,
    }
}
