//! PodSettings that are whole only together with what they inherit: what Kubernetes requires of them is asked of the whole.

use serde_json::Value;

use super::Subject;
use crate::diagnostic::Findings;
use crate::keys::{Holds, PodSetting};
use crate::kubernetes::{Checker, is_type};
use crate::path::{Trail, ValuePath};
use crate::resources::Resources;
use crate::values::{Layer, SectionPath};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let values = subject.values;
    let none = Layer::new();
    let mut checker = Checker::default();
    let root = ValuePath::root();
    let start = Trail::Start(&root);
    let pools = Trail::Key(&start, "workerPools");
    // Many pools inherit the same: it is said once. The settings are few.
    let mut of_worker = Vec::new();
    for workload in values.workloads() {
        let shared = if workload.is_pool() { &values.worker } else { &none };
        for (key, holds) in layered(workload.layer, shared, &values.all_pods) {
            let path = match workload.layer.contains_key(key) {
                true => workload.path,
                false if of_worker.contains(&key) => continue,
                false => {
                    of_worker.push(key);
                    SectionPath::Top("worker")
                }
            };
            if let Some(merged) = workload.pods.get(key) {
                // The chart's own probe has what a probe needs.
                let whole = holds.kind() != Some("Probe");
                let section = match path {
                    SectionPath::Root => Trail::Start(&root),
                    SectionPath::Top(key) => Trail::Key(&start, key),
                    SectionPath::Pool(name) => Trail::Key(&pools, name),
                };
                checker.check_held(&merged, holds, &Trail::Key(&section, key), whole);
            }
        }
    }
    diagnostics.append(&mut checker.found);
}

/// The settings of a Kubernetes type that were not checked as a whole, with their type: those of two layers, and those
/// that pools have in common.
fn layered<'v>(
    own: &'v Layer,
    shared: &'v Layer,
    release: &'v Layer,
) -> impl Iterator<Item = (&'v str, Holds)> {
    let of_release = own.keys().filter(|key| release.contains_key(*key) && !shared.contains_key(*key));
    shared.keys().chain(of_release).filter_map(|key| {
        let holds = PodSetting::named(key)?.key.holds;
        let is_map = |layer: &Layer| layer.get(key).is_some_and(Value::is_object);
        // Resources require nothing, and every pool has them.
        let asks = match holds {
            Holds::Kind(kind) => is_type(kind),
            Holds::Object(object) => object.name != Resources::OBJECT.name,
            Holds::List(_) | Holds::Map(_) => false,
        };
        (asks && (is_map(own) || is_map(shared))).then_some((key.as_str(), holds))
    })
}
