//! The user's own objects, as written in the values.

use serde_json::Value;

use crate::float;
use crate::object::{group, is_own_group};

/// Built-in kinds that are namespaced. Of other kinds only the cluster knows, and it rejects a
/// namespace on a cluster-scoped object.
const NAMESPACED: [&str; 24] = [
    "ConfigMap",
    "CronJob",
    "DaemonSet",
    "Deployment",
    "EndpointSlice",
    "Endpoints",
    "HorizontalPodAutoscaler",
    "Ingress",
    "Job",
    "Lease",
    "LimitRange",
    "NetworkPolicy",
    "PersistentVolumeClaim",
    "Pod",
    "PodDisruptionBudget",
    "ReplicaSet",
    "ReplicationController",
    "ResourceQuota",
    "Role",
    "RoleBinding",
    "Secret",
    "Service",
    "ServiceAccount",
    "StatefulSet",
];

/// Adds the release's namespace to an object that has none.
pub(crate) fn in_namespace(mut object: Value, namespace: &str) -> Value {
    let text = |pointer: &str| object.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let is_known = is_own_group(group(text("/apiVersion")));
    if is_known && NAMESPACED.contains(&text("/kind")) && text("/metadata/namespace").is_empty() {
        object["metadata"]["namespace"] = namespace.into();
    }
    make_whole(&mut object);
    object
}

/// Turns floats into whole numbers: `--set-json` sets floats, which Kubernetes rejects as a number of replicas.
fn make_whole(value: &mut Value) {
    match value {
        Value::Number(number) if number.is_f64() => {
            if let Some(whole) = number.as_f64().and_then(float::whole) {
                *value = whole.into();
            }
        }
        Value::Array(list) => list.iter_mut().for_each(make_whole),
        Value::Object(map) => map.values_mut().for_each(make_whole),
        _ => {}
    }
}
