//! What a removed object takes with it.

use serde_json::Value;

use super::{Loss, ObjectName, Removed};

/// Helm leaves an object with this annotation in the cluster.
const POLICY: &str = "helm.sh/resource-policy";

pub(super) fn removed(name: ObjectName, object: &Value) -> Removed {
    let policy = object["metadata"]["annotations"].get(POLICY).and_then(Value::as_str);
    let kept = policy.is_some_and(|policy| policy.trim().eq_ignore_ascii_case("keep"));
    let loss = match name.kind.as_str() {
        _ if kept => None,
        "PersistentVolumeClaim" => Some(Loss::Data),
        // What a user typed can be typed again; what was generated is kept from being replaced.
        "Secret" => (object["immutable"] == true).then_some(Loss::Credential),
        "Namespace" | "CustomResourceDefinition" => Some(Loss::Objects),
        _ => None,
    };
    Removed { object: name, kept, loss }
}
