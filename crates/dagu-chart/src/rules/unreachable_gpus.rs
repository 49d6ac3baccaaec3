//! Pools with devices that no DAG can select.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::kubernetes::resources;
use crate::path::ValuePath;

/// Any DAG may run on the device, but none can select it.
pub(super) const UNREACHABLE_GPUS: Rule = Rule {
    code: "D0492",
    name: "device-pool-without-labels",
    severity: Severity::Warning,
    doc: doc!(
        "The pool has devices such as GPUs, but no labels. DAGs that need the device cannot select the pool, and other DAGs may run on it. Add a label to the pool, and select it with the `worker_selector` of a DAG."
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
                format!("the pool has `{}` but no labels, so no DAG can select it", device.escape_debug()),
                "add a label to the pool, such as `gpu: \"true\"`",
            ));
        }
    }
}
