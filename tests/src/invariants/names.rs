//! Names: their length, and that they are unique.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use serde_json::Value;

use super::{Objects, containers, entries, items, template, title};

/// Of a label's value, a Service and a container.
const LABEL: usize = 63;
/// Of a port.
const PORT: usize = 15;

pub(super) fn are_within_limits(objects: &Objects<'_>) -> Result<()> {
    let mut seen = BTreeSet::new();
    for object in &objects.all {
        let name = object["metadata"]["name"].as_str().unwrap_or_default();
        ensure!(is_label(name), "{}", title(object));
        ensure!(seen.insert(title(object)), "{} stands twice", title(object));
        let labels = [&object["metadata"]["labels"], &template(object)["metadata"]["labels"]];
        for (key, value) in labels.into_iter().flat_map(entries) {
            let value = value.as_str();
            ensure!(value.is_some_and(|value| value.len() <= LABEL), "{}: label {key}", title(object));
        }
        for container in containers(object) {
            ensure!(is_label(container["name"].as_str().unwrap_or_default()), "{}: container", title(object));
            for port in items(&container["ports"]) {
                let name = port["name"].as_str().unwrap_or_default();
                ensure!(name.len() <= PORT, "{}: port {name}", title(object));
            }
        }
    }
    Ok(())
}

fn is_label(name: &str) -> bool {
    let within = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=LABEL).contains(&name.len())
        && name.bytes().all(within)
        && !name.starts_with('-')
        && !name.ends_with('-')
}

pub(super) fn in_pods_are_unique(objects: &Objects<'_>) -> Result<()> {
    for workload in objects.of_kind("Deployment") {
        let pod = &template(workload)["spec"];
        unique(workload, "volume", items(&pod["volumes"]).map(|volume| &volume["name"]))?;
        unique(workload, "container", containers(workload).map(|container| &container["name"]))?;
        let ports = containers(workload).flat_map(|container| items(&container["ports"]));
        unique(workload, "port", ports.map(|port| &port["name"]))?;
        for container in containers(workload) {
            unique(workload, "mount", items(&container["volumeMounts"]).map(|mount| &mount["mountPath"]))?;
        }
    }
    Ok(())
}

pub(super) fn of_variables_are_unique(objects: &Objects<'_>) -> Result<()> {
    let mut containers = objects
        .of_kind("Deployment")
        .flat_map(|workload| containers(workload).map(move |one| (workload, one)));
    containers.try_for_each(|(workload, container)| {
        unique(workload, "variable", items(&container["env"]).map(|variable| &variable["name"]))
    })
}

fn unique<'a>(workload: &Value, what: &str, names: impl Iterator<Item = &'a Value>) -> Result<()> {
    let mut seen = BTreeSet::new();
    for name in names {
        ensure!(seen.insert(name.to_string()), "{}: {what} {name} stands twice", title(workload));
    }
    Ok(())
}
