//! A claim without a storage class, which gets the cluster's default.

use serde_json::Value;

use super::Rule;
use crate::diagnostic::{Finding, Severity};
use crate::object::{at, text_at};
use crate::values::Persistence;

/// The default class rarely supports ReadWriteMany.
pub(super) const STORAGE_CLASS: Rule = Rule {
    code: "D0302",
    name: "storage-class-empty",
    severity: Severity::Warning,
    doc: doc!(
        "Without `persistence.storageClass`, the cluster's default storage class is used. In most clusters it does not support ReadWriteMany, and the claim stays pending. Set a storage class that does, such as one for NFS, EFS or CephFS; `kubectl get storageclass` lists the classes of the cluster."
    ),
};

/// Looks at the claim after the user's patches, which may name a class too.
pub(crate) fn check_finished(object: &Value, claim: &str, persistence: &Persistence) -> Option<Finding> {
    let is_claim = text_at(object, &["kind"]) == "PersistentVolumeClaim"
        && text_at(object, &["metadata", "name"]) == claim;
    if !is_claim {
        return None;
    }
    let chosen = persistence.skip_validation == Some(true)
        || persistence.existing_claim().is_some()
        || at(object, &["spec", "storageClassName"]).is_some_and(Value::is_string);
    (!chosen).then(|| {
        STORAGE_CLASS.at(
            "persistence.storageClass",
            "no storage class is set, so the cluster's default must support ReadWriteMany",
            "set `persistence.storageClass` to a class that does, such as one for NFS, EFS or CephFS; for a volume that you create yourself, set it to `-`",
        )
    })
}
