//! What runs of a pool: its Deployment, and its pods.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::POOL;
use super::object::{Condition, Metadata};
use super::pod::Pod;

/// A pool in the cluster.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct State {
    /// How many workers its Deployment wants, which an autoscaler or a person may have changed.
    pub(super) wanted: u64,
    pub(super) ready: u64,
    /// How many pods are of the newest template.
    pub(super) updated: u64,
    /// How many pods there are, whether Helm lists them or not.
    pub(super) existing: u64,
    /// Why Kubernetes cannot create pods, or gave up waiting for them.
    pub(super) problem: Option<String>,
    pub(super) pods: Vec<Pod>,
    /// Whether the controller has seen the newest Deployment.
    #[serde(skip)]
    is_observed: bool,
}

#[derive(Deserialize)]
struct Deployment {
    metadata: Metadata,
    #[serde(default)]
    spec: Spec,
    #[serde(default)]
    status: Status,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Spec {
    replicas: u64,
    selector: Selector,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Selector {
    match_labels: BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Status {
    replicas: u64,
    ready_replicas: u64,
    updated_replicas: u64,
    observed_generation: u64,
    conditions: Vec<Condition>,
}

/// The states of these Deployments, by the names of their pools, in what Helm lists of a release.
pub(super) fn states(
    deployments: &BTreeMap<String, String>,
    resources: BTreeMap<String, Vec<Value>>,
) -> BTreeMap<String, State> {
    let mut live = Vec::new();
    let mut pods = Vec::new();
    for (kind, objects) in resources {
        match &*kind {
            "v1/Deployment" => live.extend(objects.into_iter().filter_map(read::<Deployment>)),
            "v1/Pod(related)" => pods.extend(objects.into_iter().flat_map(items).filter_map(Pod::read)),
            _ => {}
        }
    }
    let mut states: BTreeMap<String, State> = BTreeMap::new();
    for deployment in live {
        let pool = deployment.metadata.labels.get(POOL).cloned().unwrap_or_default();
        if deployments.get(&pool) == Some(&deployment.metadata.name) {
            states.insert(pool, State::new(&deployment, &mut pods));
        }
    }
    states
}

/// The pods of a list; Helm prints one for each workload.
fn items(mut object: Value) -> Vec<Value> {
    match object.get_mut("items").map(Value::take) {
        Some(Value::Array(items)) => items,
        _ => vec![object],
    }
}

fn read<T: for<'de> Deserialize<'de>>(object: Value) -> Option<T> {
    serde_json::from_value(object).ok()
}

impl State {
    /// Takes the pods of this Deployment out of `pods`.
    fn new(deployment: &Deployment, pods: &mut Vec<Pod>) -> Self {
        let Deployment { metadata, spec, status } = deployment;
        let selector = &spec.selector.match_labels;
        let (own, others) = std::mem::take(pods).into_iter().partition(|pod| pod.is_selected(selector));
        *pods = others;
        let is_problem = |condition: &&Condition| {
            matches!(
                (&*condition.kind, &*condition.status),
                ("ReplicaFailure", "True") | ("Progressing", "False")
            )
        };
        Self {
            wanted: spec.replicas,
            ready: status.ready_replicas,
            updated: status.updated_replicas,
            existing: status.replicas,
            problem: status.conditions.iter().find(is_problem).map(|condition| condition.message.clone()),
            pods: own,
            is_observed: status.observed_generation >= metadata.generation,
        }
    }

    /// Whether all wanted workers are ready and of the newest template, as for `kubectl rollout status`.
    pub(super) fn is_ready(&self) -> bool {
        self.is_observed && self.ready >= self.wanted && self.updated >= self.wanted
    }

    /// Whether there are pods that Helm does not list.
    pub(super) fn hides_pods(&self) -> bool {
        self.existing > 0 && self.pods.is_empty()
    }
}
