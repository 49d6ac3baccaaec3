//! Pools without workers.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Every DAG would wait for ever.
pub(super) const EMPTY_POOLS: Rule = Rule {
    code: "D0493",
    name: "pools-without-workers",
    severity: Severity::Warning,
    doc: doc!(
        "DAGs are sent to the workers, and every pool has 0 of them: runs stay queued, and those started in the UI fail."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let pools = &subject.values.worker_pools;
    let none = !pools.is_empty() && pools.iter().all(|(_, pool)| pool.replicas == Some(0));
    if none && subject.version.has_execution_mode() {
        diagnostics.push(EMPTY_POOLS.at(
            "workerPools",
            "no pool has a worker: no DAG runs",
            "give a pool `replicas`; with an autoscaler, set them to null",
        ));
    }
}
