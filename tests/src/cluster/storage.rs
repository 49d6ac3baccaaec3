//! Volumes for claims to bind to, so that the rules for bound claims apply.

use std::fs;

use anyhow::Result;
use serde_json::json;

use super::Cluster;

/// Creates a class and its volumes. Nothing ever mounts them.
pub(super) fn create(cluster: &Cluster, class: &str, volumes: usize) -> Result<()> {
    let mut items = vec![json!({
        "apiVersion": "storage.k8s.io/v1",
        "kind": "StorageClass",
        "metadata": {"name": class},
        "provisioner": "kubernetes.io/no-provisioner",
        "allowVolumeExpansion": true,
    })];
    items.extend((0..volumes).map(|number| {
        json!({
            "apiVersion": "v1",
            "kind": "PersistentVolume",
            "metadata": {"name": format!("{class}-{number}")},
            "spec": {
                "accessModes": ["ReadWriteMany"],
                "capacity": {"storage": "100Gi"},
                "hostPath": {"path": "/nowhere"},
                "storageClassName": class,
            },
        })
    }));
    let list = json!({"apiVersion": "v1", "kind": "List", "items": items});
    let file = cluster.home.path().join(format!("{class}.json"));
    fs::write(&file, list.to_string())?;
    cluster.ask(&["create", "--filename", &file.to_string_lossy()]).map(drop)
}
