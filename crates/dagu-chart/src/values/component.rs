//! Coordinator, scheduler or UI: its section, and typed settings for rules.

use super::layer::{Layer, count};
use super::pods::Pods;
use crate::keys::Read;
use crate::resources::Resources;

/// Coordinator, scheduler or UI.
#[derive(Debug, Default)]
pub(crate) struct ComponentValues {
    /// Number of pods; none leaves it to Kubernetes or an autoscaler.
    pub(crate) replicas: Option<u32>,
    /// Requests and limits of the container.
    pub(crate) resources: Resources,
    /// Its section, as written.
    pub(crate) layer: Layer,
}

impl ComponentValues {
    /// Reads a section.
    pub(super) fn read(layer: Layer, release: &Layer) -> Self {
        let pods = Pods::new(&layer, None, release);
        let replicas = count(pods.get("replicas").as_ref());
        let resources = Resources::read(pods.get("resources"));
        Self { replicas, resources, layer }
    }
}
