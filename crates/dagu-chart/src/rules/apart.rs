//! Pods on several nodes, and a volume for one.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::values::Workload;

/// Pods that are kept on different nodes share a volume that only one node can mount.
pub(super) const APART: Rule = Rule {
    code: "D0331",
    name: "volume-on-several-nodes",
    severity: Severity::Warning,
    doc: doc!(
        "A volume of ReadWriteOnce is mounted on one node at a time. Workloads with different node selectors need not be on that node, and pods that are not never start."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    // What an existing claim asks for is not in the values.
    if subject.values.persistence.existing_claim().is_some() {
        return;
    }
    let persistence = &subject.values.persistence;
    if persistence.access_mode.as_deref() != Some("ReadWriteOnce") {
        return;
    }
    let on_workers = persistence.is_on_workers(subject.version);
    // A pool with a volume of its own leaves the shared one alone too.
    let mounts = |workload: &Workload<'_>| {
        !workload.is_pool() || on_workers && workload.pods.get("dataVolume").is_none()
    };
    let mut all = subject.values.workloads().filter(mounts);
    let Some(first) = all.next() else { return };
    let selector = first.pods.get("nodeSelector").unwrap_or_default();
    if let Some(other) = all.find(|other| other.pods.get("nodeSelector").unwrap_or_default() != selector) {
        diagnostics.push(APART.at(
            other.path.key("nodeSelector"),
            format!(
                "not the node selector of `{}`, and the volume is mounted on one node at a time",
                first.path.path()
            ),
            "give all components and pools the same one, or use a volume of `ReadWriteMany`",
        ));
    }
}
