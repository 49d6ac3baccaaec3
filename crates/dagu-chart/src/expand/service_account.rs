//! The identity of the pods. It needs no rights: Dagu does not talk to Kubernetes by itself.

use serde_json::Value;

use super::{Context, metadata};
use crate::object::map;

pub(super) fn expand(context: Context<'_>) -> Value {
    map([
        ("apiVersion", "v1".into()),
        ("automountServiceAccountToken", false.into()),
        ("kind", "ServiceAccount".into()),
        ("metadata", metadata(context, "", None, None)),
    ])
}
