//! Helm 3 applies documents in the order of the output, so this must be Helm's install order.

use std::ops::Range;

use anyhow::{Result, ensure};
use dagu_chart::Segment;

use super::Rendering;
use crate::document::split;

/// In which order Helm 3 installs kinds; others follow by name.
const INSTALL_ORDER: &[&str] = &[
    "PriorityClass",
    "Namespace",
    "NetworkPolicy",
    "ResourceQuota",
    "LimitRange",
    "PodSecurityPolicy",
    "PodDisruptionBudget",
    "ServiceAccount",
    "Secret",
    "SecretList",
    "ConfigMap",
    "StorageClass",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "CustomResourceDefinition",
    "ClusterRole",
    "ClusterRoleList",
    "ClusterRoleBinding",
    "ClusterRoleBindingList",
    "Role",
    "RoleList",
    "RoleBinding",
    "RoleBindingList",
    "Service",
    "DaemonSet",
    "Pod",
    "ReplicationController",
    "ReplicaSet",
    "Deployment",
    "HorizontalPodAutoscaler",
    "StatefulSet",
    "Job",
    "CronJob",
    "IngressClass",
    "Ingress",
    "APIService",
];

fn rank(kind: &str) -> (usize, &str) {
    match INSTALL_ORDER.iter().position(|known| *known == kind) {
        Some(position) => (position, ""),
        None => (INSTALL_ORDER.len(), kind),
    }
}

/// Generated documents are sorted, and where the others were, the whole stream is.
pub(super) fn check(rendering: &Rendering<'_>) -> Result<()> {
    let made: Vec<&str> = rendering.documents.iter().map(|document| document.kind()).collect();
    ensure!(made.is_sorted_by_key(|kind| rank(kind)), "the generated documents are {made:?}");

    let generated = generated_ranges(rendering);
    let (mut all, mut foreign) = (Vec::new(), Vec::new());
    for document in split(&rendering.output) {
        let Some(kind) = document.kind() else {
            continue;
        };
        if !generated.iter().any(|range| range.contains(&document.range.start)) {
            foreign.push(kind.clone());
        }
        all.push(kind);
    }
    if foreign.is_sorted_by(|one, other| rank(one) <= rank(other)) {
        ensure!(
            all.is_sorted_by(|one, other| rank(one) <= rank(other)),
            "sorted documents came, and {all:?} leave"
        );
    }
    Ok(())
}

/// The range of the generated documents in the output.
fn generated_ranges(rendering: &Rendering<'_>) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut ranges = Vec::new();
    for segment in &rendering.rendered.segments {
        let (length, generated) = match segment {
            Segment::Input(range) => (range.len(), false),
            Segment::Generated(range) => (range.len(), true),
        };
        if generated {
            ranges.push(at..at + length);
        }
        at += length;
    }
    ranges
}
