//! What `diff` takes for the same is the same to the API server: defaults that are spelled out, amounts in another unit.

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::place;
use serde_json::Value;

const NAMESPACE: &str = "spelled";

/// Two sets of objects between which `diff` finds nothing.
const SIDES: [&str; 2] =
    ["tests/diff/defaults-spelled/before.yaml", "tests/diff/defaults-spelled/after.yaml"];

const KINDS: &str = "deployments,statefulsets,daemonsets,cronjobs,services,persistentvolumeclaims,secrets,\
                     horizontalpodautoscalers,networkpolicies";

/// One set in the place of the other, both ways, changes no object.
pub(crate) fn prove(cluster: &Cluster) -> Result<()> {
    cluster.namespace(NAMESPACE)?;
    let put = |verb: &str, side: &str| {
        let file = place::at(side);
        cluster.ask(&[verb, "--namespace", NAMESPACE, "--filename", &file.to_string_lossy()])
    };
    let [before, after] = SIDES;
    put("create", before)?;
    let created = objects(cluster)?;
    for side in [after, before] {
        put("replace", side)?;
        for (old, new) in created.iter().zip(objects(cluster)?) {
            ensure!(*old == new, "{side} changes\n{old:#}\nto\n{new:#}");
        }
    }
    Ok(())
}

/// The objects without what controllers write, and without their generation: the API server counts it up where a
/// Deployment is replaced by one that reads the same.
fn objects(cluster: &Cluster) -> Result<Vec<Value>> {
    let listed = cluster.ask(&["get", KINDS, "--namespace", NAMESPACE, "--output", "json"])?;
    let mut listed: Value = serde_json::from_str(&listed)?;
    let Value::Array(mut objects) = listed["items"].take() else {
        return Err(anyhow::anyhow!("kubectl gave no list"));
    };
    for object in &mut objects {
        let object = object.as_object_mut().context("an object is a map")?;
        object.remove("status");
        let metadata = object.remove("metadata").unwrap_or_default();
        object.insert("name".to_owned(), metadata["name"].clone());
    }
    ensure!(objects.len() >= 9, "only {} objects", objects.len());
    Ok(objects)
}
