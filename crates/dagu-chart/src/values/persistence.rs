//! The shared volume.

use serde::Deserialize;

use super::Quantity;

/// The claim that all components mount at `/data`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Persistence {
    /// Access mode of the claim. Anything but `ReadWriteMany` needs `skipValidation`.
    pub(crate) access_mode: Option<String>,
    /// Storage class; it must support `ReadWriteMany`. Empty: the cluster's default class.
    pub(crate) storage_class: Option<String>,
    /// Requested size.
    pub(crate) size: Option<Quantity>,
    /// Accepts an access mode that pods on several nodes cannot share. For single-node test clusters.
    pub(crate) skip_validation: Option<bool>,
}
