//! Node selectors that may put pods on different nodes, with a volume that attaches to one node only.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::values::PodSection;

/// Pods that may be scheduled to different nodes share a ReadWriteOnce volume.
pub(super) const NODE_SELECTORS: Rule = Rule {
    code: "D0331",
    name: "volume-on-several-nodes",
    severity: Severity::Warning,
    doc: doc!(
        "A ReadWriteOnce volume attaches to one node at a time. Pods with different node selectors may be scheduled to different nodes, and only the pods on the node with the volume start. Set the same `nodeSelector` for all components and pools, or use a ReadWriteMany volume."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    // The values do not say which access mode an existing claim has.
    if subject.values.persistence.existing_claim().is_some() {
        return;
    }
    let persistence = &subject.values.persistence;
    if persistence.access_mode.as_deref() != Some("ReadWriteOnce") {
        return;
    }
    let on_workers = persistence.is_on_workers(subject.version);
    // Workers mount the shared volume unless their pool has its own data volume.
    let mounts = |section: &PodSection<'_>| {
        !section.is_pool() || on_workers && section.pods.get("dataVolume").is_none()
    };
    let mut all = subject.values.pod_sections().filter(mounts);
    let Some(first) = all.next() else { return };
    let selector = first.pods.get("nodeSelector").unwrap_or_default();
    if let Some(other) = all.find(|other| other.pods.get("nodeSelector").unwrap_or_default() != selector) {
        diagnostics.push(NODE_SELECTORS.at(
            other.path.key("nodeSelector"),
            format!(
                "`{}` may be scheduled to a different node than `{}`, but a ReadWriteOnce volume attaches to one node only",
                other.path.path(),
                first.path.path()
            ),
            "set the same `nodeSelector` for all components and pools, or set `persistence.accessMode` to `ReadWriteMany`",
        ));
    }
}
