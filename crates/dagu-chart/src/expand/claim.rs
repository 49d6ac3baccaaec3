//! The claim to the volume that all components share.

use serde_json::{Value, json};

use super::{Context, metadata};
use crate::inject::CLAIM;

pub(super) fn expand(context: Context<'_>) -> Value {
    let persistence = &context.values.persistence;
    let mut spec = json!({ "accessModes": [persistence.access_mode] });
    if let Some(size) = &persistence.size {
        spec["resources"] = json!({ "requests": { "storage": size.0 } });
    }
    // An empty string would not mean the default class but none at all.
    if let Some(class) = persistence.storage_class.as_deref().filter(|class| !class.is_empty()) {
        spec["storageClassName"] = class.into();
    }
    json!({
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": metadata(context, CLAIM, None, None),
        "spec": spec,
    })
}
