//! Who a pod is.

use std::collections::BTreeMap;

use super::network::Wire;

/// Who a pod is.
pub(super) struct Identity {
    pub(super) name: String,
    /// The Deployment that it belongs to.
    pub(super) owner: String,
    pub(super) host_name: String,
    pub(super) labels: BTreeMap<String, String>,
    pub(super) wire: Wire,
}
