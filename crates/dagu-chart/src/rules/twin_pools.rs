//! Pools with the same labels.

use std::collections::BTreeMap;

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::path::ValuePath;

/// A DAG cannot select only one of them.
pub(super) const TWIN_POOLS: Rule = Rule {
    code: "D0491",
    name: "pools-with-equal-labels",
    severity: Severity::Note,
    doc: doc!(
        "Two pools have the same labels, so a DAG that selects these labels may run on either of them. Add a label to one pool if DAGs must be able to select it."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let mut known = BTreeMap::new();
    for (name, pool) in &subject.values.worker_pools {
        if pool.labels.is_empty() {
            continue;
        }
        if let Some(twin) = known.insert(&pool.labels, name) {
            diagnostics.push(TWIN_POOLS.at(
                ValuePath::of("workerPools").key(name).key("labels"),
                format!(
                    "the pool `{}` has the same labels, so a DAG cannot select only one of the two",
                    twin.escape_debug()
                ),
                "add another label to one of the pools, unless you want DAGs to use both",
            ));
            return;
        }
    }
}
