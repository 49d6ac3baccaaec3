//! Requests and limits that Kubernetes refuses together.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::path::ValuePath;
use crate::values::{Quantity, Resources};

/// More is reserved than may be used.
pub(super) const REQUEST_ABOVE_LIMIT: Rule = Rule {
    code: "D0427",
    name: "request-above-limit",
    severity: Severity::Error,
    doc: doc!("Kubernetes refuses a container that requests more of a resource than its limit."),
};

/// A device that cannot be shared.
pub(super) const DEVICE_COUNT: Rule = Rule {
    code: "D0428",
    name: "device-count",
    severity: Severity::Error,
    doc: doc!(
        "Devices and other resources with a vendor's name, and huge pages, cannot be overcommitted: their number is a limit, a request has to equal it, and a device has no fractions."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let values = subject.values;
    let inherited = values.worker.get("resources").is_some();
    if inherited {
        check_one(&Resources::of(&values.worker), &ValuePath::of("worker.resources"), diagnostics);
    }
    for workload in values.workloads() {
        // What a pool takes from `worker` unchanged is said once, there.
        if workload.layer.contains_key("resources") {
            check_one(workload.resources, &workload.path.key("resources"), diagnostics);
        }
    }
}

pub(crate) fn check_one(resources: &Resources, path: &ValuePath, diagnostics: &mut Findings) {
    for (name, request) in resources.requests.iter() {
        let path = || path.key("requests").key(name);
        let Some(requested) = request.amount() else { continue };
        let limit = resources.limits.get(name);
        match limit.as_ref().and_then(Quantity::amount) {
            Some(amount) if requested > amount => diagnostics.push(REQUEST_ABOVE_LIMIT.at(
                path(),
                format!(
                    "the request {} is above the limit {}",
                    request.0,
                    limit.map(|limit| limit.0).unwrap_or_default()
                ),
                "lower the request or raise the limit",
            )),
            Some(amount) if requested < amount && is_whole(name) => diagnostics.push(DEVICE_COUNT.at(
                path(),
                "the request differs from the limit",
                "set the limit alone",
            )),
            None if is_whole(name) => diagnostics.push(DEVICE_COUNT.at(
                path(),
                "there is a request and no limit",
                "write it under `limits` instead",
            )),
            _ => {}
        }
    }
    check_devices(resources, path, diagnostics);
}

fn check_devices(resources: &Resources, path: &ValuePath, diagnostics: &mut Findings) {
    for (kind, quantities) in [("requests", &resources.requests), ("limits", &resources.limits)] {
        for (name, quantity) in quantities.iter().filter(|(name, _)| is_device(name)) {
            if quantity.amount().is_some_and(|amount| !amount.is_whole()) {
                diagnostics.push(DEVICE_COUNT.at(
                    path.key(kind).key(name),
                    format!("{} is not a number of devices", quantity.0),
                    "use a whole number",
                ));
            }
        }
    }
}

/// Whether a resource cannot be overcommitted.
fn is_whole(name: &str) -> bool {
    is_device(name) || name.starts_with("hugepages-")
}

/// Whether a resource is one of a vendor's, as `nvidia.com/gpu`: Kubernetes' own have no domain, or its own.
pub(super) fn is_device(name: &str) -> bool {
    name.split_once('/')
        .is_some_and(|(domain, _)| domain != "kubernetes.io" && !domain.ends_with(".kubernetes.io"))
}
