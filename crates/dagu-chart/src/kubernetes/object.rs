//! Checks a whole object against the types of Kubernetes, for what the API server would reject.

use serde_json::{Map, Value};

use super::check::Checker;
use super::pod::Pod;
use crate::diagnostic::Findings;
use crate::path::Trail;

/// The kinds in the table, with their API versions.
const KINDS: [(&str, &[&str]); 9] = [
    ("apps/v1", &["DaemonSet", "Deployment", "StatefulSet"]),
    ("autoscaling/v2", &["HorizontalPodAutoscaler"]),
    ("batch/v1", &["CronJob", "Job"]),
    ("networking.k8s.io/v1", &["Ingress", "NetworkPolicy"]),
    ("policy/v1", &["PodDisruptionBudget"]),
    (RBAC, &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"]),
    ("scheduling.k8s.io/v1", &["PriorityClass"]),
    ("storage.k8s.io/v1", &["StorageClass"]),
    (
        "v1",
        &[
            "ConfigMap",
            "LimitRange",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "Pod",
            "ResourceQuota",
            "Secret",
            "Service",
            "ServiceAccount",
        ],
    ),
];
/// The names of its objects can contain any character that a URL path can, such as `system:node`.
const RBAC: &str = "rbac.authorization.k8s.io/v1";

/// Checks an object.
pub(crate) fn check(object: &Value, trail: &Trail<'_>) -> Findings {
    let Value::Object(map) = object else { return Findings::default() };
    let text = |key: &str| object[key].as_str().unwrap_or_default();
    let (version, kind) = (text("apiVersion"), text("kind"));
    let is_known = KINDS.iter().any(|(of, kinds)| *of == version && kinds.contains(&kind));
    let mut checker = if is_known { Checker::of_any_version() } else { Checker::of_likenesses() };
    if is_known {
        if let Some(name @ Value::String(_)) = object.pointer("/metadata/name") {
            let metadata = Trail::Key(trail, "metadata");
            let format = match (version, kind) {
                (RBAC, _) => "s.text",
                (_, "CronJob") => "s.name-52",
                (_, "Service") => "s.label",
                _ => "s.name",
            };
            checker.check(name, format, &Trail::Key(&metadata, "name"), true);
        }
        checker.check(object, kind, trail, true);
    } else {
        check_metadata(&mut checker, map, trail);
    }
    check_pods(&mut checker, map, trail, is_known);
    checker.found
}

/// The pods of an object: of a template, and of the same inside of a template of Jobs. What else is called `metadata`
/// in an object of an unknown kind is not known either.
fn check_pods(checker: &mut Checker, map: &Map<String, Value>, trail: &Trail<'_>, is_known: bool) {
    let Some(Value::Object(spec)) = map.get("spec") else { return };
    let trail = Trail::Key(trail, "spec");
    for key in ["template", "jobTemplate"] {
        if let Some(Value::Object(template)) = spec.get(key) {
            let trail = Trail::Key(&trail, key);
            if !is_known {
                check_metadata(checker, template, &trail);
            }
            check_pods(checker, template, &trail, is_known);
        }
    }
    if let Some(containers) = spec.get("containers") {
        // In an object of an unknown kind, a map that looks like a pod is treated as one.
        if !is_known && containers.is_array() {
            checker.check(&spec.clone().into(), "PodSpec", &trail, true);
        }
        Pod::of(spec).check_all(spec, &trail, &mut checker.found);
    }
}

fn check_metadata(checker: &mut Checker, map: &Map<String, Value>, trail: &Trail<'_>) {
    let Some(Value::Object(metadata)) = map.get("metadata") else { return };
    let trail = Trail::Key(trail, "metadata");
    for (key, kind) in [("labels", "{label-key;s.label-value"), ("annotations", "{annotation-key;s")] {
        if let Some(texts @ Value::Object(_)) = metadata.get(key) {
            checker.check(texts, kind, &Trail::Key(&trail, key), true);
        }
    }
}
