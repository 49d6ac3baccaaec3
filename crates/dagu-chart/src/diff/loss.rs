//! What a removed object takes with it.

use dagu_chart_api::{Loss, ObjectName, RemovedObject};
use serde_json::Value;

/// Helm leaves an object with this annotation in the cluster.
const POLICY: &str = "helm.sh/resource-policy";

/// `there` is the live object, none where the cluster shows none; where nobody asked the cluster, it is left out.
pub(super) fn removed(object: ObjectName, manifest: &Value, there: Option<Option<&Value>>) -> RemovedObject {
    // Helm reads the annotation where it deletes: of the live object.
    let subject = there.flatten().unwrap_or(manifest);
    let policy = subject["metadata"]["annotations"].get(POLICY).and_then(Value::as_str);
    let kept = policy.is_some_and(|policy| policy.trim().eq_ignore_ascii_case("keep"));
    let loss = of(&object.kind, subject).filter(|_| !kept);
    RemovedObject { object, kept, loss, missing: there == Some(None) }
}

/// What goes when an object is deleted.
pub(super) fn of(kind: &str, object: &Value) -> Option<Loss> {
    match kind {
        "PersistentVolumeClaim" => Some(Loss::Data),
        "StatefulSet" => {
            let deleted = &object["spec"]["persistentVolumeClaimRetentionPolicy"]["whenDeleted"];
            (deleted == "Delete").then_some(Loss::Data)
        }
        // What a user typed can be typed again; what was generated is kept from being replaced.
        "Secret" => (object["immutable"] == true).then_some(Loss::Credential),
        "Namespace" | "CustomResourceDefinition" => Some(Loss::Objects),
        _ => None,
    }
}
