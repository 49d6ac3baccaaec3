//! A pool of workers.

use std::collections::BTreeMap;

use super::layer::{Layer, count, strings};
use super::pods::Pods;
use crate::keys::Read;
use crate::resources::Resources;

/// A pool of workers: one Deployment. What is typed here includes what `worker` says.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    /// Number of workers; absent: left to Kubernetes or to an autoscaler.
    pub(crate) replicas: Option<u32>,
    /// What a DAG's `worker_selector` is matched against.
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
