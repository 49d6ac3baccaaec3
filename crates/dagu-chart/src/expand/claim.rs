//! The claim of the volume that the components share.

use serde_json::Value;

use crate::context::Context;
use crate::convention::DATA_CLAIM;
use crate::metadata::{annotate, keep, metadata};
use crate::object::{list, map};

pub(super) fn claim(context: Context<'_>) -> Option<Value> {
    let persistence = &context.values.persistence;
    if persistence.existing_claim().is_some() {
        return None;
    }
    let access_mode = persistence.access_mode.as_deref().unwrap_or_default();
    let mut spec = map([("accessModes", list([access_mode.into()]))]);
    if let Some(size) = &persistence.size {
        spec["resources"] = map([("requests", map([("storage", size.0.as_str().into())]))]);
    }
    if let Some(class) = persistence.storage_class() {
        spec["storageClassName"] = class.into();
    }
    if let Some(volume) = persistence.volume_name.as_deref().filter(|name| !name.is_empty()) {
        spec["volumeName"] = volume.into();
    }
    if !persistence.selector.is_empty() {
        spec["selector"] = persistence.selector.clone().into();
    }
    let mut claim = map([
        ("apiVersion", "v1".into()),
        ("kind", "PersistentVolumeClaim".into()),
        ("metadata", metadata(context, DATA_CLAIM, None, None)),
        ("spec", spec),
    ]);
    annotate(&mut claim, &persistence.annotations);
    if persistence.retain == Some(true) {
        keep(&mut claim);
    }
    Some(claim)
}
