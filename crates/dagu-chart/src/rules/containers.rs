//! Settings of containers that refer to their pod: volumes, resource claims, lifecycle hooks, name servers.

use serde_json::{Value, json};

use super::{Rule, Subject};
use crate::convention::{DATA_VOLUME, SCRATCH_VOLUME};
use crate::diagnostic::{Findings, Severity};
use crate::kubernetes::{HostPorts, Pod};
use crate::path::{Trail, ValuePath};
use crate::values::{Layer, PodSection, SectionPath, Security};

/// The pods could not resolve any name.
pub(super) const NAMESERVER_MISSING: Rule = Rule {
    code: "D0442",
    name: "nameserver-missing",
    severity: Severity::Error,
    doc: doc!(
        "With `dnsPolicy: None`, a pod uses only the name servers in `dnsConfig.nameservers`, and Kubernetes rejects a pod that has none. List a name server, or use another policy."
    ),
};

/// Settings that refer to other settings of the same pod.
const REFERRING: [&str; 6] =
    ["sidecars", "initContainers", "resources", "lifecycle", "dnsPolicy", "extraEnv"];

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    // A problem that pools inherit from `worker` is reported once, for the first pool that has it.
    let mut of_worker = Findings::default();
    for section in subject.values.pod_sections() {
        let mut inherited = Findings::default();
        for key in REFERRING {
            let from_worker = section.is_pool() && !has(section.layer, key);
            let (path, layer): (_, &Layer) = match from_worker {
                true => (SectionPath::Top("worker"), &subject.values.worker),
                false => (section.path, section.layer),
            };
            let Some(value) = layer.get(key).filter(|value| !value.is_null()) else { continue };
            let found = if from_worker { &mut inherited } else { &mut *diagnostics };
            check_setting(subject, &section, key, value, &path.key(key), found);
        }
        if of_worker.is_empty() {
            of_worker.append(&mut inherited);
        }
    }
    diagnostics.append(&mut of_worker);
}

/// Whether a layer has a setting. Resources are merged key by key, so a layer has them if it has their claims.
fn has(layer: &Layer, key: &str) -> bool {
    match key {
        "resources" => layer.get(key).is_some_and(|resources| resources.get("claims").is_some()),
        key => layer.contains_key(key),
    }
}

fn check_setting(
    subject: Subject<'_>,
    section: &PodSection<'_>,
    key: &str,
    value: &Value,
    path: &ValuePath,
    found: &mut Findings,
) {
    let trail = Trail::Start(path);
    let pod = || pod(subject, section);
    match (key, value) {
        ("resources", Value::Object(resources)) if resources.contains_key("claims") => {
            pod().check_claims(value, &trail, found);
        }
        ("lifecycle", _) => pod().check_lifecycle(value, &trail, found),
        ("dnsPolicy", _) => check_dns(section, value, path, found),
        ("extraEnv", Value::Array(variables))
            if variables.iter().any(|variable| !variable["valueFrom"]["fileKeyRef"].is_null()) =>
        {
            pod().check_variables(variables, &trail, found);
        }
        ("sidecars" | "initContainers", Value::Array(containers)) => {
            let pod = pod();
            let mut ports = HostPorts::default();
            for (index, container) in containers.iter().enumerate() {
                let Value::Object(container) = container else { continue };
                if key == "initContainers" {
                    ports.next();
                }
                let trail = Trail::Index(&trail, index);
                pod.check(container, &trail, found);
                ports.check(container, &trail, found);
            }
        }
        _ => {}
    }
}

/// What the containers of a pod can refer to.
fn pod(subject: Subject<'_>, section: &PodSection<'_>) -> Pod {
    let pods = section.pods;
    let mut volumes = pods.list("extraVolumes", "name");
    volumes.push(json!({"name": DATA_VOLUME, "persistentVolumeClaim": {}}));
    if subject.values.security == Some(Security::Restricted) {
        volumes.push(json!({"name": SCRATCH_VOLUME}));
    }
    let claims = match pods.get("resourceClaims") {
        Some(Value::Array(claims)) => claims,
        _ => Vec::new(),
    };
    let grace_period = pods.get("terminationGracePeriodSeconds").and_then(|seconds| seconds.as_f64());
    Pod { volumes, claims, grace_period }
}

fn check_dns(section: &PodSection<'_>, policy: &Value, path: &ValuePath, found: &mut Findings) {
    let config = section.pods.get("dnsConfig").unwrap_or_default();
    if policy == "None" && config["nameservers"].as_array().is_none_or(Vec::is_empty) {
        found.push(NAMESERVER_MISSING.at(
            path,
            "`dnsPolicy` is `None`, but `dnsConfig.nameservers` is empty",
            "add a name server to `dnsConfig.nameservers`, or set `dnsPolicy` to `ClusterFirst`",
        ));
    }
}
