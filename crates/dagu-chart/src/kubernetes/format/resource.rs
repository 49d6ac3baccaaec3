//! Names of a container's resources.

use crate::kubernetes::words::is_label_key;
use crate::resources::Quantity;

const OWN_RESOURCES: [&str; 3] = ["cpu", "memory", "ephemeral-storage"];

/// Resources of Kubernetes have no domain or its own. Names of quotas, such as `requests.cpu`, are not resources.
pub(super) fn is_resource(text: &str) -> bool {
    match text.contains('/') {
        false => OWN_RESOURCES.contains(&text) || is_huge_page(text),
        true => is_label_key(text) && !text.starts_with("requests."),
    }
}

fn is_huge_page(text: &str) -> bool {
    text.strip_prefix("hugepages-").is_some_and(|size| Quantity(size.to_owned()).is_valid())
}

pub(super) fn is_resource_field(text: &str) -> bool {
    ["limits.", "requests."]
        .iter()
        .filter_map(|start| text.strip_prefix(start))
        .any(|resource| OWN_RESOURCES.contains(&resource) || resource.starts_with("hugepages-"))
}
