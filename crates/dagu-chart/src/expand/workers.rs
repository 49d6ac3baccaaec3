//! The pools of workers: one Deployment each.

use serde_json::Value;

use super::container::{add_port, add_variables, container};
use super::deployment::{Workload, deployment, pod_of};
use super::probe::{self, Check};
use super::{Context, Expanded, coordinator};
use crate::component::Component::{Coordinator, Worker};
use crate::object::{map, variable};
use crate::shutdown::{GRACE_PERIOD, Timeout};
use crate::values::Pool;

const HEALTH_PORT: u16 = 8092;

pub(super) fn expand(context: Context<'_>) -> impl Iterator<Item = Expanded> {
    let coordinator = format!("{}:{}", context.name(Coordinator.name()), coordinator::PORT);
    context.values.worker_pools.iter().map(move |(name, pool)| expand_pool(context, name, pool, &coordinator))
}

/// The variable that sends DAGs without a selector to the workers, where there are workers and the version has it.
pub(super) fn execution_mode(context: Context<'_>) -> Option<Value> {
    let distributed = context.version.has_execution_mode() && !context.values.worker_pools.is_empty();
    distributed.then(|| variable("DAGU_DEFAULT_EXECUTION_MODE", "distributed"))
}

fn expand_pool(context: Context<'_>, name: &str, pool: &Pool, coordinator: &str) -> Expanded {
    let pods = context.values.pool_pods(pool);
    let mut container = container(context, Worker, &pool.resources);
    // Unique among all workers, and what a person finds with kubectl.
    let pod_name = map([("fieldRef", map([("fieldPath", "metadata.name".into())]))]);
    let id = map([("name", "DAGU_WORKER_ID".into()), ("valueFrom", pod_name)]);
    add_variables(&mut container, [id]);
    if !pool.labels.is_empty() {
        add_variables(&mut container, [variable("DAGU_WORKER_LABELS", labels(pool))]);
    }
    if let Some(most) = pods.get("maxActiveRuns") {
        add_variables(&mut container, [variable("DAGU_WORKER_MAX_ACTIVE_RUNS", most.to_string())]);
    }
    let timeout = Timeout::of(pods, context.version);
    if let Some(timeout) = &timeout {
        add_variables(&mut container, [variable("DAGU_WORKER_SHUTDOWN_TIMEOUT", &timeout.text)]);
    }
    if context.version.has_worker_coordinators() {
        add_variables(&mut container, [variable("DAGU_WORKER_COORDINATORS", coordinator)]);
    }
    if context.version.has_health_ports() {
        add_port(&mut container, "health", HEALTH_PORT);
        probe::add(&mut container, &Check::Http { port: "health", path: "/health" });
    }
    let mut workload = deployment(
        context,
        Workload { component: Worker, pool: Some(name), replicas: pool.replicas, pods, container },
    );
    let pod = pod_of(&mut workload);
    if let Some(timeout) = timeout.filter(|_| pod.get(GRACE_PERIOD).is_none()) {
        pod[GRACE_PERIOD] = timeout.grace_period().into();
    }
    workload
}

/// The labels as a worker takes them: `gpu=true,zone=a`.
fn labels(pool: &Pool) -> String {
    pool.labels.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(",")
}
