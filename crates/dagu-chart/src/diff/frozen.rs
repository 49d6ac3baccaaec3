//! What Kubernetes does not change in an object that exists.

use serde_json::Value;

use super::{Conflict, Field, is_below};
use crate::values::Quantity;

/// A kind, the fields that stay as they are, and those below them that may change all the same.
struct Frozen {
    kind: &'static str,
    fields: &'static [&'static str],
    free: &'static [&'static str],
}

const ALWAYS: [Frozen; 10] = [
    Frozen { kind: "Deployment", fields: &["spec.selector"], free: &[] },
    Frozen { kind: "DaemonSet", fields: &["spec.selector"], free: &[] },
    Frozen {
        kind: "StatefulSet",
        fields: &["spec"],
        free: &[
            "spec.minReadySeconds",
            "spec.ordinals",
            "spec.persistentVolumeClaimRetentionPolicy",
            "spec.replicas",
            "spec.revisionHistoryLimit",
            "spec.template",
            "spec.updateStrategy",
        ],
    },
    Frozen {
        kind: "Job",
        fields: &["spec.completionMode", "spec.completions", "spec.selector", "spec.template"],
        free: &[],
    },
    Frozen {
        kind: "PersistentVolumeClaim",
        fields: &["spec"],
        free: &["spec.resources.requests", "spec.volumeAttributesClassName"],
    },
    Frozen { kind: "Secret", fields: &["type"], free: &[] },
    Frozen { kind: "RoleBinding", fields: &["roleRef"], free: &[] },
    Frozen { kind: "ClusterRoleBinding", fields: &["roleRef"], free: &[] },
    Frozen {
        kind: "StorageClass",
        fields: &["parameters", "provisioner", "reclaimPolicy", "volumeBindingMode"],
        free: &[],
    },
    Frozen { kind: "IngressClass", fields: &["spec.controller"], free: &[] },
];

/// What `immutable: true` freezes.
const CONTENT: [&str; 4] = ["binaryData", "data", "immutable", "stringData"];

const WHY: &str = "Kubernetes does not change this field: the object has to be deleted first";
const WHY_IMMUTABLE: &str = "the object is immutable: it has to be deleted first";
const WHY_SMALLER: &str = "Kubernetes does not shrink a volume";
const WHY_ADDRESS: &str = "Kubernetes does not change the address of a Service: it has to be deleted first";

/// The fields among these that the API server refuses to change.
pub(super) fn conflicts(kind: &str, before: &Value, after: &Value, fields: &[Field]) -> Vec<Conflict> {
    let why = |field: &Field| -> Option<&'static str> {
        let at = |parents: &[&str]| parents.iter().any(|parent| touches(parent, &field.path));
        let frozen = ALWAYS.iter().find(|frozen| frozen.kind == kind);
        if frozen.is_some_and(|frozen| {
            at(frozen.fields) && !frozen.free.iter().any(|free| is_below(free, &field.path))
        }) {
            return Some(WHY);
        }
        if before["immutable"] == true && at(&CONTENT) {
            return Some(WHY_IMMUTABLE);
        }
        if kind == "PersistentVolumeClaim" && field.path == STORAGE && is_smaller(field) {
            return Some(WHY_SMALLER);
        }
        (kind == "Service"
            && at(&["spec.clusterIP", "spec.clusterIPs"])
            && after["spec"]["clusterIP"].is_string())
        .then_some(WHY_ADDRESS)
    };
    let found =
        fields.iter().filter_map(|field| Some(Conflict { path: field.path.clone(), why: why(field)? }));
    found.collect()
}

const STORAGE: &str = "spec.resources.requests.storage";

fn is_smaller(field: &Field) -> bool {
    let size = |value: &Option<Value>| Quantity(value.as_ref()?.as_str()?.to_owned()).amount();
    matches!((size(&field.before), size(&field.after)), (Some(before), Some(after)) if after < before)
}

/// Whether a change at a path is one of the field: below it, or of something that holds it.
fn touches(field: &str, path: &str) -> bool {
    is_below(field, path) || is_below(path, field)
}
