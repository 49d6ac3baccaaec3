//! The Service in front of the UI.

use std::collections::BTreeMap;

use serde::Serialize;

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
    #[cfg_attr(feature = "codegen", schemars(range(min = 1, max = 65535)))]
    pub(crate) port: Option<u16>,
    /// Annotations of the Service.
    pub(crate) annotations: BTreeMap<String, String>,
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
