//! A worker pool.

use std::collections::BTreeMap;

use super::layer::{Layer, count, strings};
use super::pods::Pods;
use crate::keys::Read;
use crate::resources::Resources;

/// A worker pool: one Deployment. The typed settings include those of `worker`.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    /// Number of workers; none leaves it to Kubernetes or an autoscaler.
    pub(crate) replicas: Option<u32>,
    /// The labels that a DAG's `worker_selector` selects.
    pub(crate) labels: BTreeMap<String, String>,
    /// Requests and limits of the container.
    pub(crate) resources: Resources,
    /// Its entry, as written.
    pub(crate) layer: Layer,
}

impl Pool {
    /// Reads an entry of `workerPools` over `worker`.
    pub(super) fn read(layer: Layer, worker: &Layer, release: &Layer) -> Self {
        let pods = Pods::new(&layer, Some(worker), release);
        let replicas = count(pods.get("replicas").as_ref());
        let labels = strings(pods.get("labels"));
        let resources = Resources::read(pods.get("resources"));
        Self { replicas, labels, resources, layer }
    }
}
