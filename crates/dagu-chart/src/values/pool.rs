//! A pool of workers.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Resources, Scheduling, Toleration};

/// A pool of workers: one Deployment.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Pool {
    /// Number of workers. `null`: left to Kubernetes or to an autoscaler.
    #[cfg_attr(feature = "codegen", schemars(range(min = 0, max = 2147483647)))]
    pub(crate) replicas: Option<u32>,
    /// What a DAG's `worker_selector` is matched against.
    pub(crate) labels: BTreeMap<String, String>,
    /// Requests and limits of the container.
    pub(crate) resources: Resources,
    /// Labels that a node must have.
    pub(crate) node_selector: BTreeMap<String, String>,
    /// Taints that the pods tolerate.
    pub(crate) tolerations: Vec<Toleration>,
    /// Affinity of the pods, as in a Kubernetes pod.
    pub(crate) affinity: Map<String, Value>,
}

impl Pool {
    /// Where the pods of this pool may run.
    pub(crate) fn scheduling(&self) -> Scheduling<'_> {
        Scheduling {
            node_selector: &self.node_selector,
            tolerations: &self.tolerations,
            affinity: &self.affinity,
        }
    }
}
