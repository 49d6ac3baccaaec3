//! What the objects of a release consist of: what their pods request, and what they refer to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ObjectName;

/// The pods of a set of objects, and what they refer to.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Inventory {
    /// Version of this format: 1.
    pub format: u32,
    /// What all pods request that run all the time.
    pub totals: Vec<Total>,
    /// The same for each node selector.
    pub nodes: Vec<NodeGroup>,
    /// The pods of each workload, in the order of the objects.
    pub workloads: Vec<PodSet>,
    /// What pods refer to, each once.
    pub dependencies: Vec<Dependency>,
}

/// The sum of a resource over pods. CPU and memory come first.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Total {
    /// The resource, such as `memory`.
    pub name: String,
    /// Whether it is an extended resource, such as `nvidia.com/gpu`.
    pub device: bool,
    /// Such as `2.5` for CPU and `1.5 GiB` for memory; none if nothing is requested. A limit is also a request if
    /// there is no other.
    pub requests: Option<String>,
    /// The same for limits; none if a container has no limit of CPU or memory.
    pub limits: Option<String>,
}

/// Pods with the same node selector.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct NodeGroup {
    /// The labels that a node must have.
    pub selector: BTreeMap<String, String>,
    /// The number of pods.
    pub pods: u32,
    /// What they request.
    pub totals: Vec<Total>,
}

/// The pods of a workload.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct PodSet {
    /// The workload.
    pub object: ObjectName,
    /// The worker pool, if it is one.
    pub pool: Option<String>,
    /// The number of pods that run all the time, with an autoscaler the least. None if it depends on nodes or on time.
    pub pods: Option<u32>,
    /// The most pods that an autoscaler runs; none without an autoscaler.
    pub most: Option<u32>,
    /// The Secrets and ConfigMaps in its environment.
    pub reads: Vec<ObjectName>,
    /// The Secrets, ConfigMaps, claims and other volumes that it mounts.
    pub mounts: Vec<ObjectName>,
}

/// Something that pods refer to.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Dependency {
    /// The object. The kind `Volume` is one without an object, such as a folder of the node.
    pub object: ObjectName,
    /// The keys that are read; empty if unknown.
    pub keys: Vec<String>,
    /// The size that a claim requests; none if unknown.
    pub size: Option<String>,
    /// Whether the objects contain it.
    pub included: bool,
    /// Whether it must exist before the pods can start, and is not among the objects.
    pub missing: bool,
}

impl Inventory {
    /// Version of the format.
    pub const FORMAT: u32 = 1;
}
