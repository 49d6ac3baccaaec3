//! Pools with labels that also run DAGs without a selector.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::path::ValuePath;

/// Labels attract DAGs but do not keep others away.
pub(super) const LABELLED_POOL: Rule = Rule {
    code: "D0490",
    name: "labelled-pool-takes-all",
    severity: Severity::Note,
    doc: doc!(
        "A DAG without a `worker_selector` runs on any worker, including those of a pool with labels. Dagu has no equivalent of a taint that would keep such DAGs away from expensive nodes. To keep other DAGs away from this pool, give every DAG a `worker_selector`."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    let mut labelled = values.worker_pools.iter().filter(|(_, pool)| !pool.labels.is_empty());
    // Reported once, for the first such pool.
    if let Some((name, _)) = labelled.next().filter(|_| version.has_execution_mode()) {
        diagnostics.push(LABELLED_POOL.at(
            ValuePath::of("workerPools").key(name).key("labels"),
            "DAGs without a `worker_selector` run on the workers of this pool too",
            "to keep other DAGs away from this pool, give every DAG a `worker_selector`",
        ));
    }
}
