//! The worker pools: one Deployment each.

use std::cell::Cell;

use serde_json::Value;

use super::container::{add_port, add_variables, container};
use super::deployment::{DeploymentParts, deployment, pod_of};
use super::probe::{self, Handler};
use super::{Expanded, coordinator};
use crate::component::Component::{Coordinator, Worker};
use crate::context::Context;
use crate::object::{escaped, map, variable, variable_as_is};
use crate::shutdown::{GRACE_PERIOD, Timeout};
use crate::values::{Pods, Pool};

const HEALTH_PORT: u16 = 8092;
const LABELS: &str = "DAGU_WORKER_LABELS";

pub(super) fn deployments(
    context: Context<'_>,
    needs: &mut dyn FnMut(&Pool) -> bool,
) -> impl Iterator<Item = Expanded> {
    let coordinator = format!("{}:{}", context.name(Coordinator.name()), coordinator::PORT);
    context
        .values
        .worker_pools
        .iter()
        .filter(move |(_, pool)| needs(pool))
        .map(move |(name, pool)| deployment_of(context, name, pool, &coordinator))
}

/// The variable that sends DAGs without a selector to workers, if there are pools and the version supports it.
pub(super) fn execution_mode(context: Context<'_>) -> Option<Value> {
    let distributed = context.version.has_execution_mode() && !context.values.worker_pools.is_empty();
    distributed.then(|| variable("DAGU_DEFAULT_EXECUTION_MODE", "distributed"))
}

fn deployment_of(context: Context<'_>, name: &str, pool: &Pool, coordinator: &str) -> Expanded {
    let pods = context.values.pool_pods(pool);
    let mut container = container(context, Worker, &pool.resources);
    // Unique among all workers, and easy to find with kubectl.
    let pod_name = map([("fieldRef", map([("fieldPath", "metadata.name".into())]))]);
    let id = map([("name", "DAGU_WORKER_ID".into()), ("valueFrom", pod_name)]);
    add_variables(&mut container, [id]);
    let labels = (!pool.labels.is_empty()).then(|| labels(pool, pods, &container));
    let is_last = labels.as_ref().is_some_and(|labels| labels.refer_to_own);
    add_variables(&mut container, labels.map(|labels| variable_as_is(LABELS, labels.text)));
    add_variables(&mut container, pods.variables());
    let timeout = Timeout::of(pods, context.version);
    if let Some(timeout) = &timeout {
        add_variables(&mut container, [variable("DAGU_WORKER_SHUTDOWN_TIMEOUT", &timeout.text)]);
    }
    if context.version.has_worker_coordinators() {
        add_variables(&mut container, [variable("DAGU_WORKER_COORDINATORS", coordinator)]);
    }
    if context.version.has_health_ports() {
        add_port(&mut container, "health", HEALTH_PORT);
        probe::add(&mut container, &Handler::Http { port: "health", path: "/health" });
    }
    let mut workload = deployment(
        context,
        DeploymentParts { component: Worker, pool: Some(name), replicas: pool.replicas, pods, container },
    );
    let pod = pod_of(&mut workload);
    if let Some(timeout) = timeout.filter(|_| pod.get(GRACE_PERIOD).is_none()) {
        pod[GRACE_PERIOD] = timeout.grace_period().into();
    }
    if is_last {
        move_to_end(&mut pod["containers"][0]["env"], LABELS);
    }
    workload
}

/// The labels of a pool for the environment of its workers.
struct Labels {
    /// `gpu=true,zone=a`.
    text: String,
    /// Whether they refer to variables of the values, which come after those of the chart.
    refer_to_own: bool,
}

/// A label can contain a variable of the pod, such as the name of the node: `$(NODE_NAME)`.
fn labels(pool: &Pool, pods: Pods<'_>, container: &Value) -> Labels {
    let text = pool.labels.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(",");
    if !text.contains('$') {
        return Labels { text, refer_to_own: false };
    }
    let own = pods.list("extraEnv", "name");
    let has = |variables: &[Value], name: &str| variables.iter().any(|variable| variable["name"] == name);
    let refer_to_own = Cell::new(false);
    let text = escaped(&text, |name| {
        let is_own = has(&own, name);
        refer_to_own.set(refer_to_own.get() || is_own);
        is_own || container["env"].as_array().is_some_and(|variables| has(variables, name))
    });
    Labels { text, refer_to_own: refer_to_own.get() }
}

/// Kubernetes expands only variables that come earlier in the list. The other variables keep their order: a change
/// restarts pods.
fn move_to_end(variables: &mut Value, name: &str) {
    let Value::Array(variables) = variables else { return };
    if let Some(at) = variables.iter().position(|variable| variable["name"] == name) {
        let variable = variables.remove(at);
        variables.push(variable);
    }
}
