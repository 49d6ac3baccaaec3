//! Requests and limits of a container.

use serde_json::Value;

use super::Quantities;
use super::pods::{Layer, Pods};
use crate::keys::{Holds::Kind, Read, keys};

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
    /// The `resources` of pods, merged.
    pub(super) fn merged(pods: Pods<'_>) -> Self {
        Self::read(pods.get("resources"))
    }

    /// The `resources` of one layer alone.
    pub(crate) fn of(layer: &Layer) -> Self {
        Self::read(layer.get("resources").cloned())
    }
}
