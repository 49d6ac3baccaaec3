//! The shared volume: at most one claim, and the pods that mount it.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::{Objects, containers, items, template, title};

/// Components that keep or read Dagu's files in every version.
const KEEPERS: [&str; 3] = ["coordinator", "scheduler", "ui"];

pub(super) fn is_one_and_mounted(objects: &Objects<'_>) -> Result<()> {
    let claims: Vec<&Value> = objects.of_kind("PersistentVolumeClaim").collect();
    let existing = &objects.values["persistence"]["existingClaim"];
    let name = match claims.as_slice() {
        [] => existing,
        [claim] => {
            ensure!(*existing == "" || existing.is_null(), "a claim beside the existing one");
            &claim["metadata"]["name"]
        }
        _ => anyhow::bail!("{} claims", claims.len()),
    };
    ensure!(name.as_str().is_some_and(|name| !name.is_empty()), "there is no volume");
    for workload in objects.of_kind("Deployment") {
        let pod = &template(workload)["spec"];
        let reference = |volume: &&Value| !volume["persistentVolumeClaim"].is_null();
        let shared: Vec<&Value> = items(&pod["volumes"]).filter(reference).collect();
        let component = template(workload)["metadata"]["labels"]["app.kubernetes.io/component"].as_str();
        let keeps = component.is_some_and(|component| KEEPERS.contains(&component));
        ensure!(!keeps || shared.len() == 1, "{} has {} claims", title(workload), shared.len());
        for volume in shared {
            ensure!(volume["persistentVolumeClaim"]["claimName"] == *name, "{}: {volume}", title(workload));
            let mounts = containers(workload).flat_map(|container| items(&container["volumeMounts"]));
            let mounted = json!(mounts.filter(|mount| mount["name"] == volume["name"]).count());
            ensure!(mounted != 0, "{} does not mount its claim", title(workload));
        }
    }
    Ok(())
}
