//! Special hardware that no DAG can ask for.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::kubernetes::resources;
use crate::path::ValuePath;

/// Any DAG may take the device, and none can choose it.
pub(super) const UNREACHABLE_GPUS: Rule = Rule {
    code: "D0492",
    name: "device-pool-without-labels",
    severity: Severity::Warning,
    doc: doc!(
        "A pool takes devices such as GPUs but has no labels: a DAG that needs one cannot select the pool, and others run there by chance."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let pools = &subject.values.worker_pools;
    if pools.len() < 2 {
        return;
    }
    for (name, pool) in pools {
        let limits = pool.resources.limits.as_map();
        let device = limits.keys().find(|resource| resources::is_device(resource));
        if let Some(device) = device.filter(|_| pool.labels.is_empty()) {
            diagnostics.push(UNREACHABLE_GPUS.at(
                ValuePath::of("workerPools").key(name).key("labels"),
                format!("no DAG can select the pool that has `{}`", device.escape_debug()),
                "give it a label, such as `gpu: \"true\"`",
            ));
        }
    }
}
