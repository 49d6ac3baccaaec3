//! Objects of the user's own, as they stand in the values.

use serde_json::Value;

/// Kinds of Kubernetes' own groups that live in a namespace. Of others only the cluster knows, and a
/// namespace on an object that has none is refused there.
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

/// The object with the release's namespace where it names none.
pub(crate) fn in_namespace(mut object: Value, namespace: &str) -> Value {
    let text = |pointer: &str| object.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let group = text("/apiVersion").split_once('/').map_or("", |(group, _)| group);
    let own = !group.contains('.') || group.ends_with(".k8s.io");
    if own && NAMESPACED.contains(&text("/kind")) && text("/metadata/namespace").is_empty() {
        object["metadata"]["namespace"] = namespace.into();
    }
    make_whole(&mut object);
    object
}

/// Whole numbers as such: what `--set-json` sets is a float, which Kubernetes takes for no number of replicas.
fn make_whole(value: &mut Value) {
    // Beyond it a float is not exact.
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    match value {
        Value::Number(number) if number.is_f64() => {
            let whole = number.as_f64().filter(|float| float.fract() == 0.0 && float.abs() <= LARGEST);
            if let Some(float) = whole {
                *value = (float as i64).into();
            }
        }
        Value::Array(list) => list.iter_mut().for_each(make_whole),
        Value::Object(map) => map.values_mut().for_each(make_whole),
        _ => {}
    }
}
