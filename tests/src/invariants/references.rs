//! References between objects: keys of Secrets, ports, volumes, service accounts.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::{Objects, containers, entries, items, selects, template, title};

/// The variables with the server's credentials, and what the values call the keys that each may be read from.
///
/// The name is read from the password where a Dagu lets in by the name alone.
const CREDENTIALS: [(&str, &[&str]); 7] = [
    ("DAGU_AUTH_BASIC_USERNAME", &["usernameKey", "passwordKey"]),
    ("DAGU_AUTH_BASIC_PASSWORD", &["passwordKey"]),
    ("DAGU_BASICAUTH_USERNAME", &["usernameKey", "passwordKey"]),
    ("DAGU_BASICAUTH_PASSWORD", &["passwordKey"]),
    ("DAGU_AUTH_ADMIN_PASSWORD", &["passwordKey"]),
    ("DAGU_AUTH_BUILTIN_INITIAL_ADMIN_PASSWORD", &["passwordKey"]),
    ("DAGU_AUTH_TOKEN_SECRET", &["secretKey"]),
];

/// A variable reads the key that its user gave it, or that its own section names, or one that the chart made.
pub(super) fn keys_exist(objects: &Objects<'_>) -> Result<()> {
    let mut given = BTreeSet::new();
    references(objects.values, &mut given);
    for workload in objects.of_kind("Deployment") {
        for container in containers(workload) {
            for variable in items(&container["env"]) {
                let reference = &variable["valueFrom"]["secretKeyRef"];
                if reference.is_null() || given.contains(&variable.to_string()) {
                    continue;
                }
                let [name, secret, key] = [&variable["name"], &reference["name"], &reference["key"]];
                let title = format!("{}: {name}", title(workload));
                if let Some((existing, keys)) = existing(objects.values, name) {
                    ensure!(
                        secret == existing && keys.contains(&key),
                        "{title} reads {key} of {secret}, and not of {existing} one of {keys:?}"
                    );
                    continue;
                }
                let made = objects.named("Secret", secret);
                let made = made.with_context(|| format!("{title} reads {secret}"))?;
                let key = key.as_str().context("a key is text")?;
                let held = ["data", "stringData"].iter().any(|part| made[*part].get(key).is_some());
                ensure!(held, "{title} reads {key} of {secret}, which lacks it");
            }
        }
    }
    Ok(())
}

/// The user's Secret with a credential, and the keys that may contain it.
fn existing<'a>(values: &'a Value, variable: &Value) -> Option<(&'a Value, Vec<&'a Value>)> {
    let (name, keys) = CREDENTIALS.iter().find(|(name, _)| variable == name)?;
    // A Dagu without users is protected by the administrator's name and password.
    let section = match *name {
        "DAGU_AUTH_TOKEN_SECRET" => "/auth/builtin/token",
        name if name.contains("BASIC") && values["auth"]["mode"] == "basic" => "/auth/basic",
        _ => "/auth/builtin/admin",
    };
    let section = values.pointer(section)?;
    let secret = &section["existingSecret"];
    let keys = keys.iter().map(|key| &section[*key]).collect();
    secret.as_str().is_some_and(|name| !name.is_empty()).then_some((secret, keys))
}

/// Every variable in a value that reads a key of a Secret.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    if !value["valueFrom"]["secretKeyRef"].is_null() {
        found.insert(value.to_string());
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
