//! Immutable fields of existing objects.

use dagu_chart_api::{Conflict, Loss};
use serde_json::Value;

use super::compare::FieldDifference;
use super::{is_below, loss};
use crate::resources::Quantity;

/// A kind, its immutable fields, and the fields below them that can change nevertheless.
struct Frozen {
    kind: &'static str,
    fields: &'static [&'static str],
    free: &'static [&'static str],
}

const ALWAYS: [Frozen; 17] = [
    Frozen { kind: "DaemonSet", fields: &["spec.selector"], free: &[] },
    Frozen { kind: "Deployment", fields: &["spec.selector"], free: &[] },
    Frozen { kind: "ReplicaSet", fields: &["spec.selector"], free: &[] },
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
        fields: &[
            "spec.backoffLimitPerIndex",
            "spec.completionMode",
            "spec.completions",
            "spec.managedBy",
            "spec.podFailurePolicy",
            "spec.selector",
            "spec.successPolicy",
            "spec.template",
        ],
        free: &[],
    },
    Frozen {
        kind: "Pod",
        fields: &["spec"],
        free: &[
            "spec.activeDeadlineSeconds",
            "spec.containers[].image",
            "spec.initContainers[].image",
            "spec.schedulingGates",
        ],
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
    Frozen { kind: "PriorityClass", fields: &["preemptionPolicy", "value"], free: &[] },
    Frozen { kind: "RuntimeClass", fields: &["handler"], free: &[] },
    Frozen { kind: "ResourceClaim", fields: &["spec"], free: &[] },
    Frozen { kind: "ResourceClaimTemplate", fields: &["spec"], free: &[] },
    Frozen { kind: "VolumeAttributesClass", fields: &["driverName", "parameters"], free: &[] },
];

/// The fields that `immutable: true` makes immutable.
const CONTENT: [&str; 4] = ["binaryData", "data", "immutable", "stringData"];

const STORAGE: &str = "spec.resources.requests.storage";

/// Why a change is rejected and what to do, depending on what is lost if the object is deleted.
struct Refusal {
    problem: &'static str,
    why: &'static str,
    with_data: &'static str,
    with_credential: &'static str,
}

const FIELD: Refusal = Refusal {
    problem: "immutable",
    why: "Kubernetes does not change this field; keep the old value, or delete the object before the upgrade",
    with_data: "Kubernetes does not change this field, and deleting the object deletes the data on its volume; \
                keep the old value, or copy the data to a new claim first",
    with_credential: "Kubernetes does not change this field, and deleting the Secret deletes the credential in it; \
                      keep the old value, or save the credential first",
};

const IMMUTABLE: Refusal = Refusal {
    problem: "immutable",
    why: "the object is immutable; keep the old value, or delete the object before the upgrade",
    with_data: FIELD.with_data,
    with_credential: "the Secret is immutable, and deleting it deletes the credential in it; \
                      keep the old value, or save the credential first",
};

const SMALLER: Refusal = Refusal {
    problem: "cannot shrink",
    why: "Kubernetes does not shrink a volume; keep the old size",
    with_data: "Kubernetes does not shrink a volume; keep the old size, or copy the data to a new claim first",
    with_credential: "",
};

const ADDRESS: Refusal = Refusal {
    problem: "immutable",
    why: "Kubernetes does not change the address of a Service; keep it, or delete the Service before the upgrade",
    with_data: "",
    with_credential: "",
};

/// The changes that the API server rejects. `there` is the current object.
pub(super) fn conflicts(
    kind: &str,
    there: &Value,
    after: &Value,
    found: &[FieldDifference],
) -> Vec<Conflict> {
    let lost = loss::of(kind, there);
    let conflict = |found: &FieldDifference| {
        let refusal = refusal(kind, there, after, found)?;
        let why = match lost {
            Some(Loss::Data) => refusal.with_data,
            Some(Loss::Credential) => refusal.with_credential,
            _ => refusal.why,
        };
        let problem = refusal.problem.into();
        Some(Conflict { problem, path: found.path.text(), why: why.into(), loss: lost })
    };
    found.iter().filter_map(conflict).collect()
}

fn refusal(kind: &str, there: &Value, after: &Value, found: &FieldDifference) -> Option<&'static Refusal> {
    let path = found.path.pattern();
    let at = |parents: &[&str]| parents.iter().any(|parent| touches(parent, &path));
    let frozen = ALWAYS.iter().find(|frozen| frozen.kind == kind);
    if frozen.is_some_and(|frozen| at(frozen.fields) && !frozen.free.iter().any(|free| is_below(free, &path)))
        && !(kind == "Pod" && is_another_toleration(&path, found))
    {
        return Some(&FIELD);
    }
    if there["immutable"] == true && at(&CONTENT) {
        return Some(&IMMUTABLE);
    }
    if kind == "PersistentVolumeClaim" && path == STORAGE && is_smaller(found) {
        return Some(&SMALLER);
    }
    (kind == "Service"
        && at(&["spec.clusterIP", "spec.clusterIPs"])
        && after["spec"]["clusterIP"].is_string())
    .then_some(&ADDRESS)
}

/// Tolerations can be added to a pod.
fn is_another_toleration(path: &str, found: &FieldDifference) -> bool {
    path.starts_with("spec.tolerations") && found.there.is_none()
}

fn is_smaller(found: &FieldDifference) -> bool {
    let size = |value: &Option<Value>| Quantity::of(value.as_ref()?)?.amount();
    matches!((size(&found.there), size(&found.after)), (Some(there), Some(after)) if after < there)
}

/// Whether a change at a path affects the field: it is below the field, or contains it.
fn touches(field: &str, path: &str) -> bool {
    is_below(field, path) || is_below(path, field)
}
