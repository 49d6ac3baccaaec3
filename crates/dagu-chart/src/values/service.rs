//! The Service in front of the UI.

use std::collections::BTreeMap;

use serde::Serialize;

use super::whole::Port;
use crate::typed::Typed;

/// The Service in front of the UI.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Service {
    /// Who reaches it: `ClusterIP`, `NodePort` or `LoadBalancer`.
    #[serde(rename = "type")]
    pub(crate) kind: Option<ServiceType>,
    /// Port of the Service.
    pub(crate) port: Option<Port>,
    /// Port of every node, for `NodePort` and `LoadBalancer`. Empty: Kubernetes chooses one.
    pub(crate) node_port: Option<Port>,
    /// Which controller makes the load balancer. It cannot be changed later.
    pub(crate) load_balancer_class: Option<String>,
    /// Networks that may use the load balancer, as `10.0.0.0/8`. Empty: all.
    pub(crate) load_balancer_source_ranges: Vec<String>,
    /// Where traffic from outside goes: `Cluster`, or `Local` for pods of the node that it reached, which keeps the client's address.
    pub(crate) external_traffic_policy: Option<TrafficPolicy>,
    /// Annotations of the Service.
    pub(crate) annotations: BTreeMap<String, String>,
}

/// `externalTrafficPolicy` of a Service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Typed)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) enum TrafficPolicy {
    /// Left to Kubernetes.
    #[serde(rename = "")]
    Unset,
    /// Any pod.
    Cluster,
    /// Pods of the node that the traffic reached.
    Local,
}

/// `type` of a Service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Typed)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) enum ServiceType {
    /// Pods of the cluster.
    ClusterIP,
    /// A port of every node.
    NodePort,
    /// A load balancer of the cloud.
    LoadBalancer,
}
