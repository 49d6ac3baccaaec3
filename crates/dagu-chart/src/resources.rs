//! Requests and limits of a container, and their quantities.

mod amount;
mod exact;
mod quantities;
mod quantity;

use serde_json::{Map, Value};

use crate::keys::{Holds::Kind, Read, keys};

pub(crate) use exact::Exact;
pub(crate) use quantities::Quantities;
pub(crate) use quantity::Quantity;

keys! {
    /// Requests and limits of a container.
    pub(crate) struct Resources {
        /// Devices from `resourceClaims`, such as `- name: gpu`.
        "claims" claims: Vec<Value> { holds: Kind("[ResourceClaim") };
        /// Maximum amounts that the container can use.
        "limits" limits: Quantities;
        /// Amounts that the Kubernetes scheduler reserves.
        "requests" requests: Quantities;
    }
}

impl Resources {
    /// The `resources` of a container, or of a section of the values alone.
    pub(crate) fn of(owner: &Map<String, Value>) -> Self {
        Self::read(owner.get("resources").cloned())
    }
}
