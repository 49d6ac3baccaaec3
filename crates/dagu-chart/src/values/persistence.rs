//! The shared volume.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Quantity;
use crate::typed::Typed;
use crate::version::Version;

/// The claim that the components mount at `/data`.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Persistence {
    /// Whether there is a volume: only `true`, since the components share their files.
    pub(crate) enabled: Option<bool>,
    /// A claim of yours, in place of the chart's.
    pub(crate) existing_claim: Option<String>,
    /// Access mode of the claim. Anything but `ReadWriteMany` needs `skipValidation`.
    pub(crate) access_mode: Option<String>,
    /// Storage class; it must support `ReadWriteMany`. Empty: the cluster's default class. `-`: no class, for a volume made by hand.
    pub(crate) storage_class: Option<String>,
    /// Name of the PersistentVolume to bind.
    pub(crate) volume_name: Option<String>,
    /// Labels of the PersistentVolume to bind, as `matchLabels` and `matchExpressions`.
    pub(crate) selector: Map<String, Value>,
    /// Requested size.
    pub(crate) size: Option<Quantity>,
    /// Whether Helm leaves the claim and the generated credentials in the cluster when it uninstalls the release.
    pub(crate) retain: Option<bool>,
    /// Annotations of the claim.
    pub(crate) annotations: BTreeMap<String, String>,
    /// Accepts an access mode that pods on several nodes cannot share. For single-node test clusters.
    pub(crate) skip_validation: Option<bool>,
    /// Mounts the claim on workers too where Dagu can do without it, which is from 2.9 on. Steps can then read and change all that Dagu keeps there.
    pub(crate) mount_on_workers: Option<bool>,
}

impl Persistence {
    /// The user's own claim, if one is named.
    pub(crate) fn existing_claim(&self) -> Option<&str> {
        self.existing_claim.as_deref().filter(|name| !name.is_empty())
    }

    /// What the claim asks for as its storage class: `None` leaves it to the cluster, an empty text asks for none.
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

    /// Whether the data outlives the release, and with it the credentials that were generated for it.
    pub(crate) fn outlives_release(&self) -> bool {
        self.retain == Some(true) || self.existing_claim().is_some()
    }
}
