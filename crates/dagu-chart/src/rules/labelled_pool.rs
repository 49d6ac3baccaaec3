//! Pools that take more than their labels say.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::path::ValuePath;

/// Labels attract and do not keep away.
pub(super) const LABELLED_POOL: Rule = Rule {
    code: "D0490",
    name: "labelled-pool-takes-all",
    severity: Severity::Note,
    doc: doc!(
        "A DAG without a selector runs on any worker, also on one of a pool with labels. Dagu has nothing like a taint that would keep such DAGs away from expensive nodes."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    let mut labelled = values.worker_pools.iter().filter(|(_, pool)| !pool.labels.is_empty());
    // One pool says it for all.
    if let Some((name, _)) = labelled.next().filter(|_| version.has_execution_mode()) {
        diagnostics.push(LABELLED_POOL.at(
            ValuePath::of("workerPools").key(name).key("labels"),
            "DAGs without a selector run on these workers too",
            "give every DAG a `worker_selector` to keep the others away",
        ));
    }
}
