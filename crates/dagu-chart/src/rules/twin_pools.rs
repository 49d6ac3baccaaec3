//! Pools that no selector can tell apart.

use std::collections::BTreeMap;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::path::ValuePath;

/// A DAG cannot choose between the two.
pub(super) const TWIN_POOLS: Rule = Rule {
    code: "D0491",
    name: "pools-with-equal-labels",
    severity: Severity::Note,
    doc: doc!("Two pools have the same labels, so a DAG that selects one of them may run on the other."),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut known: BTreeMap<&BTreeMap<String, String>, &str> = BTreeMap::new();
    for (name, pool) in &subject.values.worker_pools {
        if pool.labels.is_empty() {
            continue;
        }
        if let Some(twin) = known.insert(&pool.labels, name) {
            diagnostics.push(TWIN_POOLS.at(
                &ValuePath::of("workerPools").key(name).key("labels"),
                format!("the pool `{}` has the same labels: a selector takes both", twin.escape_debug()),
                "add a label of its own, unless they are meant as one",
            ));
            return;
        }
    }
}
