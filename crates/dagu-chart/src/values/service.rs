//! The Service of the UI.

use std::collections::BTreeMap;

use crate::keys::{Holds::Kind, choice, keys};

keys! {
    /// The Service of the UI.
    pub(crate) struct Service {
        /// Type of the Service: `ClusterIP`, `NodePort` or `LoadBalancer`.
        "type" kind: Option<ServiceType> { default: r#""ClusterIP""#, example: r#""LoadBalancer""# };
        /// Port of the Service.
        "port" port: Option<u16> { holds: Kind("i1..65535"), default: "8080", example: "80" };
        /// Node port, for type `NodePort` or `LoadBalancer`. If not set, Kubernetes chooses one.
        "nodePort" node_port: Option<u16> { holds: Kind("i1..65535"), example: "30080" };
        /// Class of the load balancer. It is immutable once set.
        "loadBalancerClass" load_balancer_class: Option<String> {
            default: r#""""#, example: r#""service.k8s.aws/nlb""#
        };
        /// Networks that can access the load balancer, such as `10.0.0.0/8`. If empty, all can.
        "loadBalancerSourceRanges" load_balancer_source_ranges: Vec<String> {
            default: "[]", example: r#"["10.0.0.0/8"]"#
        };
        /// Routing of external traffic: `Cluster` (any pod) or `Local` (only pods of the receiving node, which preserves the client's address).
        "externalTrafficPolicy" external_traffic_policy: Option<TrafficPolicy> { example: r#""Local""# };
        /// Annotations of the Service.
        "annotations" annotations: BTreeMap<String, String> {
            default: "{}", example: r#"{"external-dns.alpha.kubernetes.io/hostname": "dagu.example.com"}"#
        };
    }
}

choice! {
    /// `externalTrafficPolicy` of a Service.
    pub(crate) enum TrafficPolicy {
        /// Kubernetes chooses.
        Unset = "",
        /// Any pod.
        Cluster = "Cluster",
        /// Pods of the node that received the traffic.
        Local = "Local",
    }
}

choice! {
    /// `type` of a Service.
    pub(crate) enum ServiceType {
        /// Reachable inside the cluster.
        ClusterIP = "ClusterIP",
        /// Reachable on a port of every node.
        NodePort = "NodePort",
        /// Reachable through a load balancer of the cloud.
        LoadBalancer = "LoadBalancer",
    }
}
