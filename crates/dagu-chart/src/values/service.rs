//! The Service in front of the UI.

use std::collections::BTreeMap;

use crate::keys::{Holds::Kind, choice, keys};

keys! {
    /// The Service in front of the UI.
    pub(crate) struct Service {
        /// Who reaches it: `ClusterIP`, `NodePort` or `LoadBalancer`.
        "type" kind: Option<ServiceType> { default: r#""ClusterIP""#, example: r#""LoadBalancer""# };
        /// Port of the Service.
        "port" port: Option<u16> { holds: Kind("i1..65535"), default: "8080", example: "80" };
        /// Port of every node, for `NodePort` and `LoadBalancer`. Empty: Kubernetes chooses one.
        "nodePort" node_port: Option<u16> { holds: Kind("i1..65535"), example: "30080" };
        /// Which controller makes the load balancer. It cannot be changed later.
        "loadBalancerClass" load_balancer_class: Option<String> {
            default: r#""""#, example: r#""service.k8s.aws/nlb""#
        };
        /// Networks that may use the load balancer, as `10.0.0.0/8`. Empty: all.
        "loadBalancerSourceRanges" load_balancer_source_ranges: Vec<String> {
            default: "[]", example: r#"["10.0.0.0/8"]"#
        };
        /// Where traffic from outside goes: `Cluster`, or `Local` for pods of the node that it reached, which keeps the client's address.
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
        /// Left to Kubernetes.
        Unset = "",
        /// Any pod.
        Cluster = "Cluster",
        /// Pods of the node that the traffic reached.
        Local = "Local",
    }
}

choice! {
    /// `type` of a Service.
    pub(crate) enum ServiceType {
        /// Pods of the cluster.
        ClusterIP = "ClusterIP",
        /// A port of every node.
        NodePort = "NodePort",
        /// A load balancer of the cloud.
        LoadBalancer = "LoadBalancer",
    }
}
