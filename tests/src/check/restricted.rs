//! With the restricted level of the Pod Security Standards, the pods meet that level.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::Rendering;

/// Volumes that the level accepts.
const VOLUMES: [&str; 8] = [
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "persistentVolumeClaim",
    "projected",
    "secret",
];
const CONTAINERS: [&str; 2] = ["containers", "initContainers"];

pub(super) fn check(rendering: &Rendering<'_>) -> Result<()> {
    if !rendering.stream.values.iter().any(|values| values["security"] == "restricted") {
        return Ok(());
    }
    for document in &rendering.documents {
        if let Some(pod) = document.value.pointer("/spec/template/spec") {
            accepts(pod).with_context(|| document.yaml.clone())?;
        }
    }
    Ok(())
}

/// The rules of the level, as Kubernetes documents them.
fn accepts(pod: &Value) -> Result<()> {
    for shared in ["hostNetwork", "hostPID", "hostIPC"] {
        ensure!(pod[shared] != true, "{shared}");
    }
    for volume in pod["volumes"].as_array().into_iter().flatten() {
        let mut kinds = volume.as_object().into_iter().flatten().filter(|(key, _)| *key != "name");
        ensure!(kinds.all(|(kind, _)| VOLUMES.contains(&kind.as_str())), "volume {volume}");
    }
    for container in CONTAINERS.iter().filter_map(|list| pod[*list].as_array()).flatten() {
        contained(&pod["securityContext"], container)
            .with_context(|| format!("container {}", container["name"]))?;
    }
    Ok(())
}

fn contained(pod: &Value, container: &Value) -> Result<()> {
    let own = &container["securityContext"];
    let effective = |key: &str| if own[key].is_null() { &pod[key] } else { &own[key] };
    ensure!(own["privileged"] != true, "is privileged");
    ensure!(own["allowPrivilegeEscalation"] == false, "may gain rights");
    ensure!(effective("runAsNonRoot") == true, "may be root");
    ensure!(*effective("runAsUser") != json!(0), "is root");
    let profile = &effective("seccompProfile")["type"];
    ensure!(profile == "RuntimeDefault" || profile == "Localhost", "has no seccomp profile");
    let capabilities = &own["capabilities"];
    let listed = |key: &str| capabilities[key].as_array().cloned().unwrap_or_default();
    ensure!(listed("drop").contains(&"ALL".into()), "keeps capabilities");
    ensure!(listed("add").iter().all(|name| name == "NET_BIND_SERVICE"), "adds capabilities");
    let ports = container["ports"].as_array().into_iter().flatten();
    ensure!(ports.into_iter().all(|port| port["hostPort"].is_null()), "takes a port of the node");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pod() -> Value {
        json!({
            "securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}},
            "volumes": [{"name": "tmp", "emptyDir": {}}],
            "containers": [{
                "name": "a",
                "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}},
            }],
        })
    }

    #[test]
    fn a_pod_of_the_level_is_accepted() {
        accepts(&pod()).expect("it has everything");
    }

    #[test]
    fn a_pod_below_the_level_is_not() {
        for (pointer, value) in [
            ("/securityContext/runAsNonRoot", json!(false)),
            ("/securityContext/seccompProfile/type", json!("Unconfined")),
            ("/volumes/0", json!({"name": "tmp", "hostPath": {"path": "/"}})),
            ("/containers/0/securityContext/allowPrivilegeEscalation", json!(true)),
            ("/containers/0/securityContext/capabilities", json!({"drop": ["ALL"], "add": ["SYS_ADMIN"]})),
            ("/containers/0/securityContext/capabilities/drop", json!([])),
        ] {
            let mut pod = pod();
            *pod.pointer_mut(pointer).expect("a field of the pod") = value;
            accepts(&pod).expect_err(pointer);
        }
    }
}
