//! The worker pools that values describe.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Diagnostic, Text};

/// The worker pools of a release.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Pools {
    /// Version of this format: 1.
    pub format: u32,
    /// Whether the values have no error.
    pub ok: bool,
    /// The version of Dagu, such as `2.4.3`; empty if the values have errors.
    pub version: String,
    /// The key of a selector in a DAG: `worker_selector` or, before Dagu 2, `workerSelector`.
    pub selector_key: Text,
    /// The pools by name; empty if the values have errors.
    pub pools: Vec<Pool>,
    /// The pools that the values name but leave out.
    pub absent: Vec<AbsentPool>,
    /// The errors in the values.
    pub diagnostics: Vec<Diagnostic>,
}

/// A worker pool with what it inherits.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Pool {
    /// Its key in `workerPools`.
    pub name: String,
    /// The name of its Deployment.
    pub deployment: String,
    /// Number of workers; absent if an autoscaler or Kubernetes sets it.
    pub replicas: Option<u32>,
    /// The labels that a DAG can select.
    pub labels: BTreeMap<String, String>,
    /// The selector of a DAG with these labels, such as `worker_selector: {gpu: "true"}`; empty without labels.
    pub selector_text: String,
    /// Requests of the container by resource.
    #[cfg_attr(feature = "typescript", ts(type = "Record<string, string | number>"))]
    pub requests: Map<String, Value>,
    /// Limits of the container by resource.
    #[cfg_attr(feature = "typescript", ts(type = "Record<string, string | number>"))]
    pub limits: Map<String, Value>,
    /// Requests and limits of the container, as numbers too.
    pub resources: Vec<PoolResource>,
    /// The labels that a node must have.
    #[cfg_attr(feature = "typescript", ts(type = "Record<string, string | number>"))]
    pub node_selector: Map<String, Value>,
    /// Whether it runs DAGs that have no selector.
    pub takes_any: bool,
    /// Its settings, without their values, which may be secret.
    pub settings: Vec<PoolSetting>,
}

/// A resource of a container.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PoolResource {
    /// Such as `memory`.
    pub name: String,
    /// Whether it is an extended resource, such as `nvidia.com/gpu`.
    pub device: bool,
    /// The request, if there is one.
    pub request: Option<Quantity>,
    /// The limit, if there is one.
    pub limit: Option<Quantity>,
}

/// A quantity of Kubernetes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Quantity {
    /// As it is written, such as `500m`.
    pub text: String,
    /// The nearest number, to compare it with others: CPUs, bytes or devices.
    pub amount: f64,
}

/// A pool that makes no pods.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct AbsentPool {
    /// Its key in `workerPools`.
    pub name: String,
    /// Why.
    pub reason: Absence,
}

/// Why a pool makes no pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Absence {
    /// It has `disabled: true`.
    Disabled,
    /// It has no settings at all.
    Empty,
    /// It is null, and a pool of the defaults or of an earlier file.
    Removed,
}

/// Where a setting of a pool comes from.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PoolSetting {
    /// The key, such as `nodeSelector`.
    pub key: String,
    /// The sections that set it, the nearest first: `pool`, `worker`, `release` (the top level or a default).
    pub from: Vec<Text>,
}

impl Pools {
    /// Version of the format.
    pub const FORMAT: u32 = 1;
}
