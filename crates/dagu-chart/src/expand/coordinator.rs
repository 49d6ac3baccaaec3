//! The coordinator: a gRPC server that distributes DAG runs to the workers.

use serde_json::Value;

use super::Expanded;
use super::container::{add_port, add_variables, container};
use super::deployment::{DeploymentParts, deployment, pod_of};
use super::probe::{self, Handler};
use super::service::service;
use crate::component::Component::Coordinator;
use crate::context::Context;
use crate::object::{map, variable};

/// Port of the gRPC server.
pub(super) const PORT: u16 = 50055;
const PORT_NAME: &str = "grpc";
const HEALTH_PORT: u16 = 8091;
const HOST: &str = "DAGU_COORDINATOR_HOST";

pub(super) fn objects(context: Context<'_>) -> [Expanded; 2] {
    let component = &context.values.coordinator;
    let mut container = container(context, Coordinator, &component.resources);
    let address = context.name(Coordinator.name());
    if context.version.has_coordinator_advertise() {
        add_variables(
            &mut container,
            [
                variable(HOST, "0.0.0.0"),
                // The address to which the others connect. By default it is the pod's name, which has no DNS record.
                variable("DAGU_COORDINATOR_ADVERTISE", &address),
            ],
        );
    } else {
        listen_on_pod_address(&mut container);
    }
    add_port(&mut container, PORT_NAME, PORT);
    if context.version.has_health_ports() {
        add_port(&mut container, "health", HEALTH_PORT);
        probe::add(&mut container, &Handler::Http { port: "health", path: "/health" });
    } else {
        probe::add(&mut container, &Handler::grpc(context, PORT_NAME, PORT));
    }
    let mut workload = deployment(
        context,
        DeploymentParts {
            component: Coordinator,
            pool: None,
            replicas: component.replicas,
            pods: context.values.pods(component),
            container,
        },
    );
    if context.version.coordinator_owns_runs() {
        // Runs belong to a host name: a new coordinator with a different host name would cancel them.
        pod_of(&mut workload)["hostname"] = address.into();
    }
    [service(context, Coordinator, PORT_NAME, PORT).into(), workload]
}

/// In such a version, the others connect to the address on which it listens: with `0.0.0.0`, they would connect to
/// themselves.
/// 1.18 supports it only as a flag.
fn listen_on_pod_address(container: &mut Value) {
    let address = map([("fieldRef", map([("fieldPath", "status.podIP".into())]))]);
    add_variables(container, [map([("name", HOST.into()), ("valueFrom", address)])]);
    if let Some(Value::Array(args)) = container.get_mut("args") {
        args.push(format!("--coordinator.host=$({HOST})").into());
    }
}
