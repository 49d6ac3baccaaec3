//! Requests and limits of components and pools that Kubernetes rejects in combination.

use super::Subject;
use crate::diagnostic::Findings;
use crate::kubernetes::resources;
use crate::path::ValuePath;
use crate::resources::Resources;

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let values = subject.values;
    let inherited = values.worker.get("resources").is_some();
    if inherited {
        resources::check(&Resources::of(&values.worker), &ValuePath::of("worker.resources"), diagnostics);
    }
    for workload in values.workloads() {
        // Resources that a pool inherits unchanged from `worker` are reported there.
        if workload.layer.contains_key("resources") {
            resources::check(workload.resources, &workload.path.key("resources"), diagnostics);
        }
    }
}
