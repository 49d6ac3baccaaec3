//! Settings of pods that are merged from several layers: Kubernetes' required keys are checked on the merged value.

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
    // A problem that pools inherit from `worker` is reported once. A list is enough for a few settings.
    let mut of_worker = Vec::new();
    for section in values.pod_sections() {
        let shared = if section.is_pool() { &values.worker } else { &none };
        for (key, holds) in layered(section.layer, shared, &values.all_pods) {
            let path = match section.layer.contains_key(key) {
                true => section.path,
                false if of_worker.contains(&key) => continue,
                false => {
                    of_worker.push(key);
                    SectionPath::Top("worker")
                }
            };
            if let Some(merged) = section.pods.get(key) {
                // A probe is also merged with the chart's own, which has the required keys.
                let whole = holds.kind() != Some("Probe");
                let start = match path {
                    SectionPath::Root => Trail::Start(&root),
                    SectionPath::Top(key) => Trail::Key(&start, key),
                    SectionPath::Pool(name) => Trail::Key(&pools, name),
                };
                checker.check_held(&merged, holds, &Trail::Key(&start, key), whole);
            }
        }
    }
    diagnostics.append(&mut checker.found);
}

/// The settings of a Kubernetes type, with that type, of which no single layer was checked for required keys: those that
/// two layers set, and those that pools share.
fn layered<'v>(
    own: &'v Layer,
    shared: &'v Layer,
    release: &'v Layer,
) -> impl Iterator<Item = (&'v str, Holds)> {
    let of_release = own.keys().filter(|key| release.contains_key(*key) && !shared.contains_key(*key));
    shared.keys().chain(of_release).filter_map(|key| {
        let holds = PodSetting::named(key)?.key.holds;
        let is_map = |layer: &Layer| layer.get(key).is_some_and(Value::is_object);
        // Resources have no required keys, and every pool has them.
        let asks = match holds {
            Holds::Kind(kind) => is_type(kind),
            Holds::Object(object) => object.name != Resources::OBJECT.name,
            Holds::List(_) | Holds::Map(_) => false,
        };
        (asks && (is_map(own) || is_map(shared))).then_some((key.as_str(), holds))
    })
}
