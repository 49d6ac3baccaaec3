//! What a plan can find that people want to be stopped by.

use clap::ValueEnum;
use dagu_chart_api::{Diff, Pods, Workload};
use serde::Serialize;

/// A kind of finding, as `--fail-on` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// Kubernetes refuses a change
    Refused,
    /// Another tool manages a field, so server-side apply stops
    Conflict,
    /// Data or a generated credential is deleted
    Loss,
    /// Pods restart or stop
    Restart,
    /// The version of Dagu changes
    Version,
    /// Manual changes in the cluster are undone
    Drift,
}

/// The kinds that are in a comparison.
pub(crate) fn found(diff: &Diff) -> Vec<Kind> {
    Kind::value_variants().iter().copied().filter(|kind| count(diff, *kind) > 0).collect()
}

/// How many there are of a kind: objects, workloads or fields.
pub(crate) fn count(diff: &Diff, kind: Kind) -> usize {
    match kind {
        Kind::Refused => diff.changed.iter().map(|changed| changed.conflicts.len()).sum(),
        Kind::Conflict => diff.changed.iter().map(|changed| changed.contested.len()).sum(),
        Kind::Loss => {
            diff.removed.iter().filter(|removed| removed.loss.is_some() && !removed.missing).count()
        }
        Kind::Restart => {
            let stop = |workload: &&Workload| matches!(workload.pods, Pods::Restart | Pods::Stop);
            diff.workloads.iter().filter(stop).count()
        }
        Kind::Version => diff.workloads.iter().filter_map(version).count(),
        Kind::Drift => {
            let fields = diff.changed.iter().flat_map(|changed| &changed.fields);
            fields.filter(|field| field.drift.is_some()).count() + diff.missing.len()
        }
    }
}

/// The old and the new version of a workload whose version changes.
pub(super) fn version(workload: &Workload) -> Option<[&str; 2]> {
    let [before, after] = [&workload.before, &workload.after].map(|state| state.as_ref()?.version.as_deref());
    let (before, after) = before.zip(after)?;
    (before != after).then_some([before, after])
}

/// Whether anything in the cluster changes.
pub(crate) fn has_changes(diff: &Diff) -> bool {
    let is_there = diff.removed.iter().any(|removed| !removed.missing);
    is_there || !(diff.created.is_empty() && diff.missing.is_empty() && diff.changed.is_empty())
}
