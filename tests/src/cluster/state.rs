//! All objects in a namespace, to detect changes.

use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::Value;

use super::Cluster;
use crate::wait::until;

/// Controllers write on their own for as long as this without a pause.
const SETTLED: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(700);

/// Every object of a namespace but its Events: kind and name, with UID and resourceVersion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    objects: BTreeMap<(String, String), (String, String)>,
}

impl State {
    /// The state once the controllers have nothing more to do.
    pub fn settled(cluster: &Cluster, namespace: &str) -> Result<Self> {
        let mut last = Self::now(cluster, namespace)?;
        until("the namespace to settle", SETTLED, || {
            sleep(PAUSE);
            let objects = objects(cluster, namespace)?;
            let state = Self::of(&objects);
            // On a busy machine the controllers may not have begun, or may pause between two writes.
            let settled = (state == last && is_reconciled(&objects)).then(|| state.clone());
            last = state;
            Ok(settled)
        })
    }

    /// The state as it is.
    pub fn now(cluster: &Cluster, namespace: &str) -> Result<Self> {
        Ok(Self::of(&objects(cluster, namespace)?))
    }

    fn of(objects: &[Value]) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let objects = objects.iter().map(|object| {
            let metadata = &object["metadata"];
            (
                (text(&object["kind"]), text(&metadata["name"])),
                (text(&metadata["uid"]), text(&metadata["resourceVersion"])),
            )
        });
        Self { objects: objects.collect() }
    }

    /// The state without the objects whose kind and name start like this.
    pub fn without(mut self, prefix: &str) -> Self {
        self.objects.retain(|(kind, name), _| !format!("{kind}/{name}").starts_with(prefix));
        self
    }

    /// Kind and name of every object, as `Secret/dagu-admin`.
    pub fn names(&self) -> Vec<String> {
        self.objects.keys().map(|(kind, name)| format!("{kind}/{name}")).collect()
    }
}

fn objects(cluster: &Cluster, namespace: &str) -> Result<Vec<Value>> {
    let listed = cluster.ask(&["get", &cluster.kinds, "--namespace", namespace, "--output", "json"])?;
    let mut list: Value = serde_json::from_str(&listed)?;
    match list["items"].take() {
        Value::Array(objects) => Ok(objects),
        _ => bail!("kubectl gave no list"),
    }
}

/// Whether the controllers have seen the last change of each Deployment and ReplicaSet, and made its pods.
fn is_reconciled(objects: &[Value]) -> bool {
    let of_kind = |kind: &'static str| objects.iter().filter(move |object| object["kind"] == kind);
    let replica_sets: Vec<_> = of_kind("ReplicaSet").collect();
    let has_its_pods =
        |set: &&Value| pods(set) == set["spec"]["replicas"].as_u64().unwrap_or_default() || is_refused(set);
    let counts_its_pods = |deployment: &Value| {
        let owner = &deployment["metadata"]["uid"];
        let owned = replica_sets.iter().filter(|set| set["metadata"]["ownerReferences"][0]["uid"] == *owner);
        pods(deployment) == owned.map(|set| pods(set)).sum::<u64>()
    };
    let workloads = replica_sets.iter().copied().chain(of_kind("Deployment"));
    workloads.into_iter().all(is_observed)
        && replica_sets.iter().all(has_its_pods)
        && of_kind("Deployment").all(counts_its_pods)
}

fn is_observed(object: &Value) -> bool {
    object["status"]["observedGeneration"] == object["metadata"]["generation"]
}

fn pods(workload: &Value) -> u64 {
    workload["status"]["replicas"].as_u64().unwrap_or_default()
}

/// Whether the API server refuses its pods, as it does for a level of Pod Security.
fn is_refused(set: &Value) -> bool {
    let conditions = set["status"]["conditions"].as_array();
    conditions
        .into_iter()
        .flatten()
        .any(|condition| condition["type"] == "ReplicaFailure" && condition["status"] == "True")
}
