//! The web UI and the API.

use serde_json::{Value, json};

use super::Expanded;
use super::container::{add_port, add_variables, container};
use super::deployment::{DeploymentParts, deployment};
use super::probe::{self, Handler};
use super::service::service;
use super::workers::execution_mode;
use crate::component::Component::Ui;
use crate::context::Context;
use crate::metadata::annotate;
use crate::object::variable;
use crate::setting;
use crate::values::{ServiceType, TrafficPolicy};

/// Default port of the container and the Service.
const PORT: u16 = 8080;
/// Name of the port in both.
pub(super) const PORT_NAME: &str = "http";

pub(super) fn objects(context: Context<'_>) -> [Expanded; 2] {
    let component = &context.values.ui;
    let mut container = container(context, Ui, &component.resources);
    add_variables(&mut container, [variable("DAGU_HOST", "0.0.0.0")]);
    let port = context.values.of_ui.container_port.unwrap_or(PORT);
    if port != PORT {
        add_variables(&mut container, [variable("DAGU_PORT", port.to_string())]);
    }
    add_variables(&mut container, execution_mode(context));
    add_port(&mut container, PORT_NAME, port);
    let path = context
        .version
        .health_path()
        .map(|path| setting::base_path(&context.values.config, context.version).to_owned() + path);
    // The kubelet is not in the allowlist of addresses, and a refused probe would restart the pod.
    let check = match path.as_deref().filter(|_| context.values.config.ip_access.allowed_ips.is_empty()) {
        Some(path) => Handler::Http { port: PORT_NAME, path },
        None => Handler::Tcp(PORT_NAME),
    };
    probe::add(&mut container, &check);
    let workload = deployment(
        context,
        DeploymentParts {
            component: Ui,
            pool: None,
            replicas: component.replicas,
            pods: context.values.pods(component),
            container,
        },
    );
    [service_of_ui(context).into(), workload]
}

fn service_of_ui(context: Context<'_>) -> Value {
    let settings = &context.values.of_ui.service;
    let mut service = service(context, Ui, PORT_NAME, port(context));
    // Without a type, Kubernetes makes it a ClusterIP Service.
    if let Some(kind) = settings.kind.filter(|kind| *kind != ServiceType::ClusterIP) {
        service["spec"]["type"] = kind.as_str().into();
    }
    if let Some(port) = settings.node_port {
        service["spec"]["ports"][0]["nodePort"] = port.into();
    }
    if let Some(class) = settings.load_balancer_class.as_deref().filter(|class| !class.is_empty()) {
        service["spec"]["loadBalancerClass"] = class.into();
    }
    if !settings.load_balancer_source_ranges.is_empty() {
        service["spec"]["loadBalancerSourceRanges"] = json!(settings.load_balancer_source_ranges);
    }
    if let Some(policy) = settings.external_traffic_policy.filter(|policy| *policy != TrafficPolicy::Unset) {
        service["spec"]["externalTrafficPolicy"] = policy.as_str().into();
    }
    annotate(&mut service, &settings.annotations);
    service
}

/// Port of the Service.
pub(super) fn port(context: Context<'_>) -> u16 {
    context.values.of_ui.service.port.unwrap_or(PORT)
}
