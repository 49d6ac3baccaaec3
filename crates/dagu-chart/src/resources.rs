//! Requests and limits of a container, and the quantities that they are made of.

mod amount;
mod quantities;
mod quantity;

use serde_json::{Map, Value};

use crate::keys::{Holds::Kind, Read, keys};

pub(crate) use quantities::Quantities;
pub(crate) use quantity::Quantity;

keys! {
    /// Requests and limits of a container.
    pub(crate) struct Resources {
        /// Devices from `resourceClaims`, as `name: …`.
        "claims" claims: Vec<Value> { holds: Kind("[ResourceClaim") };
        /// What the container may use at most.
        "limits" limits: Quantities;
        /// What the scheduler of Kubernetes reserves.
        "requests" requests: Quantities;
    }
}

impl Resources {
    /// The `resources` of a container, or of a section of the values alone.
    pub(crate) fn of(owner: &Map<String, Value>) -> Self {
        Self::read(owner.get("resources").cloned())
    }
}
