//! The shared data volume.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::keys::{Holds::Kind, keys};
use crate::resources::Quantity;
use crate::version::Version;

keys! {
    /// The claim that the components mount at `/data`.
    pub(crate) struct Persistence {
        /// Must be `true`, because the components share their files on the volume.
        "enabled" enabled: Option<bool> { default: "true", example: "true" };
        /// Name of your own claim, to use instead of one that the chart creates.
        "existingClaim" existing_claim: Option<String> {
            default: r#""""#, example: r#""workflow-data""#, restarts: true
        };
        /// Access mode of the claim. Modes other than `ReadWriteMany` need `skipValidation`.
        "accessMode" access_mode: Option<String> { default: r#""ReadWriteMany""# };
        /// Storage class of the claim, which must support `ReadWriteMany`. If empty, the default class of the cluster, with a warning. `-` requests no class, for a PersistentVolume that you create yourself.
        "storageClass" storage_class: Option<String> { default: r#""""#, example: r#""nfs-client""# };
        /// Name of the PersistentVolume to bind to.
        "volumeName" volume_name: Option<String> { default: r#""""#, example: r#""dagu-volume""# };
        /// Label selector for the PersistentVolume to bind to, with `matchLabels` and `matchExpressions`.
        "selector" selector: Map<String, Value> {
            holds: Kind("LabelSelector"), default: "{}", example: r#"{"matchLabels": {"for": "dagu"}}"#
        };
        /// Requested size of the volume.
        "size" size: Option<Quantity> { default: r#""10Gi""#, example: r#""100Gi""# };
        /// Whether `helm uninstall` keeps the claim and the generated credentials in the cluster.
        "retain" retain: Option<bool> { default: "false" };
        /// Annotations of the claim.
        "annotations" annotations: BTreeMap<String, String> {
            default: "{}", example: r#"{"example.com/backup": "daily"}"#
        };
        /// Allows an access mode that pods on several nodes cannot share, for single-node test clusters.
        "skipValidation" skip_validation: Option<bool> { default: "false" };
        /// Whether workers mount the claim even if the Dagu version does not need it. Steps can then read and change all data that Dagu stores there.
        "mountOnWorkers" mount_on_workers: Option<bool> { default: "false", since: "2.9", restarts: true };
    }
}

impl Persistence {
    /// The user's own claim, if one is named.
    pub(crate) fn existing_claim(&self) -> Option<&str> {
        self.existing_claim.as_deref().filter(|name| !name.is_empty())
    }

    /// The storage class of the claim: `None` is the cluster's default class, an empty text requests no class.
    pub(crate) fn storage_class(&self) -> Option<&str> {
        match self.storage_class.as_deref() {
            None | Some("") => None,
            Some("-") => Some(""),
            class => class,
        }
    }

    /// Whether workers mount the volume that the other components share.
    pub(crate) fn is_on_workers(&self, version: Version) -> bool {
        !version.has_workers_without_volume() || self.mount_on_workers == Some(true)
    }

    /// Whether the data, and the credentials that were generated for it, are kept when the release is uninstalled.
    pub(crate) fn outlives_release(&self) -> bool {
        self.retain == Some(true) || self.existing_claim().is_some()
    }
}
