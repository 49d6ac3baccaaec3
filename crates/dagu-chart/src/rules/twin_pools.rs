//! Pools that no selector can tell apart.

use std::collections::BTreeMap;

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::path::ValuePath;

/// A DAG cannot choose between the two.
pub(super) const TWIN_POOLS: Rule = Rule {
    code: "D0491",
    name: "pools-with-equal-labels",
    severity: Severity::Note,
    doc: doc!("Two pools have the same labels, so a DAG that selects one of them may run on the other."),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for (name, pool) in &subject.values.worker_pools {
        if pool.labels.is_empty() {
            continue;
        }
        // One text: maps as keys would be a second kind of map in the guest. No label has a NUL in Kubernetes.
        let labels = pool.labels.iter().flat_map(|(key, value)| [key.as_str(), value]);
        let labels = labels.collect::<Vec<_>>().join("\0");
        if let Some(twin) = known.insert(labels, name.clone()) {
            diagnostics.push(TWIN_POOLS.at(
                ValuePath::of("workerPools").key(name).key("labels"),
                format!("the pool `{}` has the same labels: a selector takes both", twin.escape_debug()),
                "add a label of its own, unless they are meant as one",
            ));
            return;
        }
    }
}
