//! A release without worker pools.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// The values remove every pool.
pub(super) const NO_POOLS: Rule = Rule {
    code: "D0403",
    name: "no-worker-pools",
    severity: Severity::Warning,
    doc: doc!(
        "Without a worker pool, DAGs run in the pods of the UI and the scheduler, and DAGs with a `worker_selector` never run. Add a pool, or remove `workerPools` from the values to use the chart's default pool."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    if subject.values.worker_pools.is_empty() && subject.version.has_workers() {
        diagnostics.push(NO_POOLS.at(
            "workerPools",
            "there is no worker pool, so DAGs run in the pods of the UI and the scheduler",
            "add a pool to `workerPools`, such as `general: {}`",
        ));
    }
}
