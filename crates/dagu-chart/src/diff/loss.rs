//! What is lost with a removed object.

use dagu_chart_api::{Loss, ObjectName, RemovedObject};
use serde_json::Value;

/// Helm keeps an object with this annotation in the cluster.
const POLICY: &str = "helm.sh/resource-policy";

/// `there` is the live object: `Some(None)` if the cluster has none, `None` if the cluster was not asked.
pub(super) fn removed(object: ObjectName, manifest: &Value, there: Option<Option<&Value>>) -> RemovedObject {
    // Helm reads the annotation of the live object when it deletes it.
    let subject = there.flatten().unwrap_or(manifest);
    let policy = subject["metadata"]["annotations"].get(POLICY).and_then(Value::as_str);
    let kept = policy.is_some_and(|policy| policy.trim().eq_ignore_ascii_case("keep"));
    let loss = of(&object.kind, subject).filter(|_| !kept);
    RemovedObject { object, kept, loss, missing: there == Some(None) }
}

/// What is lost if an object is deleted.
pub(super) fn of(kind: &str, object: &Value) -> Option<Loss> {
    match kind {
        "PersistentVolumeClaim" => Some(Loss::Data),
        "StatefulSet" => {
            let deleted = &object["spec"]["persistentVolumeClaimRetentionPolicy"]["whenDeleted"];
            (deleted == "Delete").then_some(Loss::Data)
        }
        // A user can set a typed credential again; the Secrets of generated ones are immutable.
        "Secret" => (object["immutable"] == true).then_some(Loss::Credential),
        "Namespace" | "CustomResourceDefinition" => Some(Loss::Objects),
        _ => None,
    }
}
