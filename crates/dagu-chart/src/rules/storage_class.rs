//! A claim without a storage class, which gets the cluster's default.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// The default class rarely supports ReadWriteMany.
pub(super) const STORAGE_CLASS: Rule = Rule {
    code: "D0302",
    name: "storage-class-empty",
    severity: Severity::Warning,
    doc: doc!(
        "Without `persistence.storageClass`, the cluster's default storage class is used. In most clusters it does not support ReadWriteMany, and the claim stays pending. Set a storage class that does, such as one for NFS, EFS or CephFS; `kubectl get storageclass` lists the classes of the cluster."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let persistence = &subject.values.persistence;
    let empty = persistence.storage_class().is_none();
    let chosen = persistence.skip_validation == Some(true) || persistence.existing_claim().is_some();
    if empty && !chosen {
        diagnostics.push(STORAGE_CLASS.at(
            "persistence.storageClass",
            "no storage class is set, so the cluster's default must support ReadWriteMany",
            "set `persistence.storageClass` to a class that does, such as one for NFS, EFS or CephFS; for a volume that you create yourself, set it to `-`",
        ));
    }
}
