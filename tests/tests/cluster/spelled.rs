//! What `diff` considers equal is equal to the API server: defaults that are written out, amounts in another unit.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::place;
use dagu_chart_tests::wait::until;
use serde_json::Value;

const NAMESPACE: &str = "spelled";

/// Two sets of objects between which `diff` finds nothing.
const SIDES: [&str; 2] =
    ["tests/diff/defaults-spelled/before.yaml", "tests/diff/defaults-spelled/after.yaml"];

const KINDS: &str = "deployments,statefulsets,daemonsets,cronjobs,services,persistentvolumeclaims,secrets,\
                     horizontalpodautoscalers,networkpolicies";

/// How long the controllers may take to look at an object that was replaced.
const SEEN: Duration = Duration::from_secs(60);

/// One set in the place of the other, both ways, changes no object and starts no pod again.
pub(crate) fn prove(cluster: &Cluster) -> Result<()> {
    cluster.namespace(NAMESPACE)?;
    let put = |verb: &str, side: &str| {
        let file = place::at(side);
        cluster.ask(&[verb, "--namespace", NAMESPACE, "--filename", &file.to_string_lossy()])
    };
    let [before, after] = SIDES;
    put("create", before)?;
    let created = objects(cluster)?;
    let running = replica_sets(cluster)?;
    ensure!(!running.is_empty(), "no Deployment runs");
    for side in [after, before] {
        put("replace", side)?;
        for (old, new) in created.iter().zip(objects(cluster)?) {
            ensure!(*old == new, "{side} changes\n{old:#}\nto\n{new:#}");
        }
        let now = replica_sets(cluster)?;
        ensure!(running == now, "{side} makes pods restart: {running:?} became {now:?}");
    }
    Ok(())
}

/// The names of all ReplicaSets, which end in the hash of the pod template, once the controller of Deployments has seen
/// what they are to be.
fn replica_sets(cluster: &Cluster) -> Result<BTreeSet<String>> {
    until("the controller to see the Deployments", SEEN, || {
        let deployments = list(cluster, "deployments")?;
        let seen = |deployment: &Value| {
            deployment["status"]["observedGeneration"] == deployment["metadata"]["generation"]
        };
        Ok(deployments.iter().all(seen).then_some(()))
    })?;
    let sets = list(cluster, "replicasets")?.into_iter();
    Ok(sets.filter_map(|set| Some(set["metadata"]["name"].as_str()?.to_owned())).collect())
}

/// The objects without what controllers write, and without their generation: the API server raises it where a
/// Deployment is replaced by one that reads the same.
fn objects(cluster: &Cluster) -> Result<Vec<Value>> {
    let mut objects = list(cluster, KINDS)?;
    for object in &mut objects {
        let object = object.as_object_mut().context("an object is a map")?;
        object.remove("status");
        let metadata = object.remove("metadata").unwrap_or_default();
        object.insert("name".to_owned(), metadata["name"].clone());
    }
    ensure!(objects.len() >= 9, "only {} objects", objects.len());
    Ok(objects)
}

fn list(cluster: &Cluster, kinds: &str) -> Result<Vec<Value>> {
    let listed = cluster.ask(&["get", kinds, "--namespace", NAMESPACE, "--output", "json"])?;
    let mut listed: Value = serde_json::from_str(&listed)?;
    match listed["items"].take() {
        Value::Array(objects) => Ok(objects),
        other => bail!("kubectl gave no list of {kinds}: {other}"),
    }
}
