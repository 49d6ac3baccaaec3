//! The user's own objects are in Helm's install order, including kinds that Helm does not know.

use std::fs;

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::helm::{self, Helm, POST_RENDERER};
use serde_json::{Value, json};

use crate::world::World;

/// Kinds from all over the order, and some that Helm does not know, in none.
const KINDS: [&str; 24] = [
    "Zebra",
    "ValidatingWebhookConfiguration",
    "ServiceMonitor",
    "APIService",
    "aLowercaseKind",
    "MutatingWebhookConfiguration",
    "Certificate",
    "ValidatingAdmissionPolicy",
    "IngressClass",
    "HorizontalPodAutoscaler",
    "Certificate",
    "StatefulSet",
    "CronJob",
    "Role",
    "CustomResourceDefinition",
    "ClusterRoleBinding",
    "StorageClass",
    "ConfigMap",
    "PodDisruptionBudget",
    "LimitRange",
    "NetworkPolicy",
    "Namespace",
    "PriorityClass",
    "Alertmanager",
];

pub(crate) fn prove(world: &World, helm: &Helm) -> Result<()> {
    let objects: Vec<Value> = KINDS
        .iter()
        .enumerate()
        .map(|(index, kind)| json!({"apiVersion": "example.com/v1", "kind": kind, "metadata": {"name": format!("ordered-{index}")}}))
        .collect();
    let folder = tempfile::tempdir()?;
    let plain = folder.path().join("plain");
    fs::create_dir_all(plain.join("templates"))?;
    fs::write(plain.join("Chart.yaml"), r#"{"apiVersion": "v2", "name": "plain", "version": "1.0.0"}"#)?;
    let documents: Vec<String> = objects.iter().map(Value::to_string).collect();
    fs::write(plain.join("templates/objects.yaml"), documents.join("\n---\n"))?;
    let values = folder.path().join("values.yaml");
    let ours = json!({"persistence": {"storageClass": "nfs-client"}, "extraObjects": objects});
    fs::write(&values, ours.to_string())?;

    let by_helm = helm::print(world.template(helm).arg("dagu").arg(&plain))?;
    let rendered = helm::print(
        world
            .template(helm)
            .args(["dagu", "./chart", "--no-hooks"])
            .args(POST_RENDERER)
            .arg("--values")
            .arg(&values),
    )?;
    let (by_helm, rendered) = (names(world, &by_helm)?, names(world, &rendered)?);
    ensure!(by_helm.len() == KINDS.len(), "Helm printed {by_helm:?}");
    ensure!(by_helm == rendered, "Helm's order is\n{by_helm:?}\nand ours\n{rendered:?}");
    Ok(())
}

/// Kind and name of these objects, in the order of a stream.
fn names(world: &World, stream: &str) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for object in world.judge.decode(stream)? {
        let name = object["metadata"]["name"].as_str().context("an object without a name")?;
        if name.starts_with("ordered-") {
            names.push(format!("{} {name}", object["kind"]));
        }
    }
    Ok(names)
}
