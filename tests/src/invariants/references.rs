//! What objects point to: keys of Secrets, ports, volumes, accounts.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::{Objects, containers, entries, items, selects, template, title};

pub(super) fn keys_exist(objects: &Objects<'_>) -> Result<()> {
    let mut given = BTreeSet::new();
    references(objects.values, &mut given);
    let auth = &objects.values["auth"];
    for (section, keys) in [
        (&auth["basic"], ["usernameKey", "passwordKey"].as_slice()),
        (&auth["builtin"]["admin"], &["passwordKey"]),
        (&auth["builtin"]["token"], &["secretKey"]),
    ] {
        given.extend(
            keys.iter().map(|key| (section["existingSecret"].to_string(), section[*key].to_string())),
        );
    }
    for workload in objects.of_kind("Deployment") {
        for container in containers(workload) {
            let mut read = BTreeSet::new();
            references(container, &mut read);
            for (name, key) in read.difference(&given) {
                let (name, key): (Value, Value) = (serde_json::from_str(name)?, serde_json::from_str(key)?);
                let secret = objects.named("Secret", &name);
                let secret = secret.with_context(|| format!("{} reads {name}", title(workload)))?;
                let key = key.as_str().context("a key is text")?;
                let held = ["data", "stringData"].iter().any(|part| secret[*part].get(key).is_some());
                ensure!(held, "{} reads {key} of {name}, which lacks it", title(workload));
            }
        }
    }
    Ok(())
}

/// Every `secretKeyRef` in a value, its name and its key as JSON.
fn references(value: &Value, found: &mut BTreeSet<(String, String)>) {
    if let Some(reference) = value.get("secretKeyRef") {
        found.insert((reference["name"].to_string(), reference["key"].to_string()));
    }
    items(value).for_each(|item| references(item, found));
    entries(value).for_each(|(_, value)| references(value, found));
}

pub(super) fn ports_exist(objects: &Objects<'_>) -> Result<()> {
    for workload in objects.of_kind("Deployment") {
        for container in containers(workload) {
            for probe in ["livenessProbe", "readinessProbe", "startupProbe"] {
                for handler in ["httpGet", "tcpSocket"] {
                    let port = &container[probe][handler]["port"];
                    ensure!(!port.is_string() || has_port(container, port), "{}: {probe}", title(workload));
                }
            }
        }
    }
    for service in objects.of_kind("Service") {
        let mut workloads = objects.of_kind("Deployment").filter(|workload| {
            selects(&service["spec"]["selector"], &template(workload)["metadata"]["labels"])
        });
        let workload = workloads.next().context("a Service without a workload")?;
        for port in items(&service["spec"]["ports"]) {
            let target = &port["targetPort"];
            let found = containers(workload).any(|container| has_port(container, target));
            ensure!(!target.is_string() || found, "{} leads to {target}", title(service));
        }
    }
    for ingress in objects.of_kind("Ingress") {
        for rule in items(&ingress["spec"]["rules"]) {
            for path in items(&rule["http"]["paths"]) {
                let backend = &path["backend"]["service"];
                let service = objects.named("Service", &backend["name"]).context("an Ingress to nowhere")?;
                let found = items(&service["spec"]["ports"]).any(|port| {
                    port["name"] == backend["port"]["name"] || port["port"] == backend["port"]["number"]
                });
                ensure!(found, "{} leads to {backend}", title(ingress));
            }
        }
    }
    Ok(())
}

fn has_port(container: &Value, name: &Value) -> bool {
    items(&container["ports"]).any(|port| port["name"] == *name)
}

pub(super) fn volumes_exist(objects: &Objects<'_>) -> Result<()> {
    for workload in objects.of_kind("Deployment") {
        let volumes = &template(workload)["spec"]["volumes"];
        for container in containers(workload) {
            for mount in items(&container["volumeMounts"]) {
                let found = items(volumes).any(|volume| volume["name"] == mount["name"]);
                ensure!(found, "{} mounts {}", title(workload), mount["name"]);
            }
        }
    }
    Ok(())
}

pub(super) fn accounts_exist(objects: &Objects<'_>) -> Result<()> {
    let given = |name: &Value| {
        let sections = ["coordinator", "scheduler", "ui", "worker"].map(|section| &objects.values[section]);
        let pools = entries(&objects.values["workerPools"]).map(|(_, pool)| pool);
        let mut own = sections.into_iter().chain(pools).map(|section| &section["serviceAccount"]["name"]);
        own.any(|own| own == name) || objects.values["serviceAccount"]["create"] == false
    };
    for workload in objects.of_kind("Deployment") {
        let name = &template(workload)["spec"]["serviceAccountName"];
        let made = objects.named("ServiceAccount", name).is_some();
        ensure!(made || name.is_null() || given(name), "{} runs as {name}", title(workload));
    }
    Ok(())
}
