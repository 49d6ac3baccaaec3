//! Worker pools that all have 0 replicas.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// No DAG would run.
pub(super) const EMPTY_POOLS: Rule = Rule {
    code: "D0493",
    name: "pools-without-workers",
    severity: Severity::Warning,
    doc: doc!(
        "Dagu sends every DAG to a worker, but all worker pools have 0 replicas: runs stay in the queue, and runs that are started in the UI fail. Set `replicas` of a pool to 1 or more. If an autoscaler scales the pool, set `replicas` to null."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let pools = &subject.values.worker_pools;
    let none = !pools.is_empty() && pools.iter().all(|(_, pool)| pool.replicas == Some(0));
    if none && subject.version.has_execution_mode() {
        diagnostics.push(EMPTY_POOLS.at(
            "workerPools",
            "all worker pools have 0 replicas, so no DAG runs",
            "set `replicas` of a pool to 1 or more; if an autoscaler scales the pool, set `replicas` to null",
        ));
    }
}
