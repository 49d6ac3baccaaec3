//! Settings of the Service that Kubernetes refuses.

use super::{Rule, Subject, ip_access};
use crate::diagnostic::{Findings, Severity};
use crate::kubernetes::words;
use crate::path::ValuePath;
use crate::values::{ServiceType, TrafficPolicy};

/// The API server refuses the Service.
pub(super) const SERVICE_SETTING: Rule = Rule {
    code: "D0523",
    name: "service-setting-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "A node port and a traffic policy need a Service of type `NodePort` or `LoadBalancer`, a class and source ranges need a `LoadBalancer`; a range is a network with its length, a class a name as labels have it. Kubernetes refuses the Service otherwise."
    ),
};

/// The port is one that few clusters give.
pub(super) const NODE_PORT: Rule = Rule {
    code: "D0524",
    name: "node-port-unusual",
    severity: Severity::Warning,
    doc: doc!(
        "Kubernetes gives node ports from 30000 to 32767, unless the API server runs with another `--service-node-port-range`, and refuses a Service that asks for any other."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let service = &subject.values.of_ui.service;
    let path = ValuePath::of("ui.service");
    let kind = service.kind.unwrap_or(ServiceType::ClusterIP);
    let class = service.load_balancer_class.as_deref().unwrap_or_default();
    let ranges = &service.load_balancer_source_ranges;
    let policy = service.external_traffic_policy.filter(|policy| *policy != TrafficPolicy::Unset);
    let outside = "`NodePort` or `LoadBalancer`";
    for (key, is_set, is_fitting, needed) in [
        ("nodePort", service.node_port.is_some(), kind != ServiceType::ClusterIP, outside),
        ("externalTrafficPolicy", policy.is_some(), kind != ServiceType::ClusterIP, outside),
        ("loadBalancerClass", !class.is_empty(), kind == ServiceType::LoadBalancer, "`LoadBalancer`"),
        ("loadBalancerSourceRanges", !ranges.is_empty(), kind == ServiceType::LoadBalancer, "`LoadBalancer`"),
    ] {
        if is_set && !is_fitting {
            diagnostics.push(SERVICE_SETTING.at(
                path.key(key),
                format!("only a Service of type {needed} has this"),
                format!("set `ui.service.type` to {needed}, or remove it"),
            ));
        }
    }
    if !class.is_empty() && !words::is_label_key(class) {
        diagnostics.push(SERVICE_SETTING.at(
            path.key("loadBalancerClass"),
            "not a class that Kubernetes takes",
            "write it as `example.com/name`",
        ));
    }
    for (index, range) in ranges.iter().enumerate() {
        if !range.contains('/') || !ip_access::is_network(range) {
            diagnostics.push(SERVICE_SETTING.at(
                path.key("loadBalancerSourceRanges").index(index),
                format!("`{}` is not a network", range.escape_debug()),
                "write it as `10.0.0.0/8`; one address is `192.0.2.7/32`",
            ));
        }
    }
    if service.node_port.is_some_and(|port| !(30000..=32767).contains(&port)) {
        diagnostics.push(NODE_PORT.at(
            path.key("nodePort"),
            "Kubernetes gives node ports from 30000 to 32767, unless the cluster is set up otherwise",
            "choose a port in that range, or ask who runs the cluster",
        ));
    }
}
