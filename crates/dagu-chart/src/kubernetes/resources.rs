//! Requests and limits of a container that contradict each other.

use crate::diagnostic::{Findings, Rule, Severity};
use crate::path::ValuePath;
use crate::resources::{Quantity, Resources};

/// A request is higher than its limit.
pub(crate) const REQUEST_ABOVE_LIMIT: Rule = Rule {
    code: "D0427",
    name: "request-above-limit",
    severity: Severity::Error,
    doc: doc!("A container requests more of a resource than its limit. Kubernetes rejects the whole object."),
};

/// A resource that cannot be overcommitted.
pub(crate) const DEVICE_COUNT: Rule = Rule {
    code: "D0428",
    name: "device-count",
    severity: Severity::Error,
    doc: doc!(
        "Extended resources such as `nvidia.com/gpu`, and huge pages, cannot be overcommitted: they need a limit, a request must equal the limit, and devices are whole numbers."
    ),
};

/// Every code of this module.
#[cfg(any(feature = "docs", test))]
pub(crate) const RULES: &[&Rule] = &[&REQUEST_ABOVE_LIMIT, &DEVICE_COUNT];

/// Checks the resources of a container.
pub(crate) fn check(resources: &Resources, path: &ValuePath, diagnostics: &mut Findings) {
    for (name, request) in resources.requests.iter() {
        let path = || path.key("requests").key(name);
        let Some(requested) = request.amount() else { continue };
        let limit = resources.limits.get(name);
        match limit.as_ref().and_then(Quantity::amount) {
            Some(amount) if requested > amount => diagnostics.push(REQUEST_ABOVE_LIMIT.at(
                path(),
                format!(
                    "the request {} is higher than the limit {}",
                    request.0,
                    limit.map(|limit| limit.0).unwrap_or_default()
                ),
                "lower the request or raise the limit",
            )),
            Some(amount) if requested < amount && is_whole(name) => diagnostics.push(DEVICE_COUNT.at(
                path(),
                "the request must equal the limit",
                "remove the request, which then equals the limit",
            )),
            None if is_whole(name) => diagnostics.push(DEVICE_COUNT.at(
                path(),
                "the resource has a request but no limit",
                "move it to `limits`",
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
                    format!("`{}` is not a whole number of devices", quantity.0),
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

/// Whether it is an extended resource, such as `nvidia.com/gpu`: resources of Kubernetes have no domain or its own.
pub(crate) fn is_device(name: &str) -> bool {
    name.split_once('/')
        .is_some_and(|(domain, _)| domain != "kubernetes.io" && !domain.ends_with(".kubernetes.io"))
}
