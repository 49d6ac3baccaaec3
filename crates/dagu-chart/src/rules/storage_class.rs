//! A claim that leaves its storage class to the cluster.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// The default class rarely supports ReadWriteMany.
pub(super) const STORAGE_CLASS: Rule = Rule {
    code: "D0302",
    name: "storage-class-empty",
    severity: Severity::Warning,
    doc: doc!(
        "The cluster's default storage class is used, which in most clusters cannot provide ReadWriteMany volumes: the claim then stays pending."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let persistence = &subject.values.persistence;
    let empty = persistence.storage_class().is_none();
    let chosen = persistence.skip_validation == Some(true) || persistence.existing_claim().is_some();
    if empty && !chosen {
        diagnostics.push(STORAGE_CLASS.at(
            "persistence.storageClass",
            "no storage class is set: the cluster's default has to support ReadWriteMany",
            "name a class that does, such as one for NFS, EFS or CephFS; for a volume made by hand, set it to `-`",
        ));
    }
}
