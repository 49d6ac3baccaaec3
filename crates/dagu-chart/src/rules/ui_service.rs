//! Settings of the UI's Service that Kubernetes rejects.

use super::{Rule, Subject, ip_access};
use crate::diagnostic::{Findings, Severity};
use crate::kubernetes::words;
use crate::path::ValuePath;
use crate::values::{ServiceType, TrafficPolicy};

/// Kubernetes rejects the Service.
pub(super) const SERVICE_SETTING: Rule = Rule {
    code: "D0523",
    name: "service-setting-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "`nodePort` and `externalTrafficPolicy` need a Service of type `NodePort` or `LoadBalancer`; `loadBalancerClass` and `loadBalancerSourceRanges` need type `LoadBalancer`. A class must have the form of a label key, such as `example.com/name`, and a source range must be a network such as `10.0.0.0/8`. Otherwise Kubernetes rejects the Service."
    ),
};

/// Few clusters allow this port.
pub(super) const NODE_PORT: Rule = Rule {
    code: "D0524",
    name: "node-port-unusual",
    severity: Severity::Warning,
    doc: doc!(
        "Kubernetes rejects a Service whose node port is outside the range from 30000 to 32767, unless the API server runs with another `--service-node-port-range`. Use a port in that range, or check the flag of the API server."
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
                format!("`{key}` needs a Service of type {needed}"),
                format!("set `ui.service.type` to {needed}, or remove `{key}`"),
            ));
        }
    }
    if !class.is_empty() && !words::is_label_key(class) {
        diagnostics.push(SERVICE_SETTING.at(
            path.key("loadBalancerClass"),
            format!("`{}` is not a valid load balancer class", class.escape_debug()),
            "use the class that your load balancer controller documents, such as `example.com/name`",
        ));
    }
    for (index, range) in ranges.iter().enumerate() {
        if !range.contains('/') || !ip_access::is_network(range) {
            diagnostics.push(SERVICE_SETTING.at(
                path.key("loadBalancerSourceRanges").index(index),
                format!("`{}` is not a network", range.escape_debug()),
                "use a network such as `10.0.0.0/8`, or `192.0.2.7/32` for one address",
            ));
        }
    }
    if let Some(port) = service.node_port.filter(|port| !(30000..=32767).contains(port)) {
        diagnostics.push(NODE_PORT.at(
            path.key("nodePort"),
            format!("node port {port} is outside the range from 30000 to 32767, which most clusters require"),
            "use a port from 30000 to 32767, or check `--service-node-port-range` of the API server",
        ));
    }
}
