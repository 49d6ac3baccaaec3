//! One of coordinator, scheduler and UI: its settings, and those that rules ask about, typed.

use serde_json::Value;

use super::Quantities;
use super::pods::{Layer, Pods};
use super::sections::count;

/// One of coordinator, scheduler and UI.
#[derive(Debug, Default)]
pub(crate) struct Component {
    /// Number of pods; absent: left to Kubernetes or to an autoscaler.
    pub(crate) replicas: Option<u32>,
    /// Requests and limits of the container.
    pub(crate) resources: Resources,
    /// Its section, as written.
    pub(crate) layer: Layer,
}

/// Requests and limits of a container.
#[derive(Debug, Default)]
pub(crate) struct Resources {
    /// What the scheduler of Kubernetes reserves.
    pub(crate) requests: Quantities,
    /// What the container may use at most.
    pub(crate) limits: Quantities,
    /// Names of the pod's `resourceClaims`.
    pub(crate) claims: Vec<Value>,
}

impl Component {
    /// Reads a section.
    pub(super) fn read(layer: Layer, release: &Layer) -> Self {
        let pods = Pods::new(&layer, None, release);
        let replicas = count(pods.get("replicas").as_ref());
        let resources = Resources::read(pods);
        Self { replicas, resources, layer }
    }
}

impl Resources {
    /// Reads `resources`, merged.
    pub(super) fn read(pods: Pods<'_>) -> Self {
        Self::typed(pods.get("resources"))
    }

    /// Reads `resources` of one layer alone.
    pub(crate) fn of(layer: &Layer) -> Self {
        Self::typed(layer.get("resources").cloned())
    }

    fn typed(resources: Option<Value>) -> Self {
        let Some(Value::Object(mut resources)) = resources else { return Self::default() };
        let claims = match resources.remove("claims") {
            Some(Value::Array(claims)) => claims,
            _ => Vec::new(),
        };
        Self {
            requests: Quantities::read(resources.remove("requests")),
            limits: Quantities::read(resources.remove("limits")),
            claims,
        }
    }
}
