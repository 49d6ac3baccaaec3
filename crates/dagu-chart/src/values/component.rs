//! One of coordinator, scheduler and UI: its settings, and those that rules ask about, typed.

use super::layer::{Layer, count};
use super::pods::Pods;
use crate::keys::Read;
use crate::resources::Resources;

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

impl Component {
    /// Reads a section.
    pub(super) fn read(layer: Layer, release: &Layer) -> Self {
        let pods = Pods::new(&layer, None, release);
        let replicas = count(pods.get("replicas").as_ref());
        let resources = Resources::read(pods.get("resources"));
        Self { replicas, resources, layer }
    }
}
