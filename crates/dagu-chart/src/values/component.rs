//! What every component's pods have: replicas, resources and where they may run.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Quantity;

/// One of coordinator, scheduler and UI.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Component {
    /// Number of pods. `null`: left to Kubernetes or to an autoscaler.
    #[cfg_attr(feature = "codegen", schemars(range(min = 0, max = 2147483647)))]
    pub(crate) replicas: Option<u32>,
    /// Requests and limits of the container.
    pub(crate) resources: Resources,
    /// Labels that a node must have.
    pub(crate) node_selector: BTreeMap<String, String>,
    /// Taints that the pods tolerate.
    pub(crate) tolerations: Vec<Toleration>,
    /// Affinity of the pods, as in a Kubernetes pod.
    pub(crate) affinity: Map<String, Value>,
}

/// Requests and limits of a container.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Resources {
    /// What the scheduler of Kubernetes reserves.
    pub(crate) requests: BTreeMap<String, Quantity>,
    /// What the container may use at most.
    pub(crate) limits: BTreeMap<String, Quantity>,
}

/// A taint that pods tolerate.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Toleration {
    /// Key of the taint; without one, with `operator: Exists`, every taint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) key: Option<String>,
    /// `Equal` or `Exists`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) operator: Option<String>,
    /// Value of the taint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<String>,
    /// `NoSchedule`, `PreferNoSchedule` or `NoExecute`; without one, every effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) effect: Option<String>,
    /// How long a pod stays on a node with a `NoExecute` taint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) toleration_seconds: Option<i64>,
}

/// Where pods may run: what components and pools have in common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scheduling<'v> {
    /// Labels that a node must have.
    pub(crate) node_selector: &'v BTreeMap<String, String>,
    /// Taints that the pods tolerate.
    pub(crate) tolerations: &'v [Toleration],
    /// Affinity of the pods.
    pub(crate) affinity: &'v Map<String, Value>,
}

impl Component {
    /// Where the pods of this component may run.
    pub(crate) fn scheduling(&self) -> Scheduling<'_> {
        Scheduling {
            node_selector: &self.node_selector,
            tolerations: &self.tolerations,
            affinity: &self.affinity,
        }
    }
}
