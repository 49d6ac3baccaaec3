//! The identity of the pods. It needs no rights: Dagu does not talk to Kubernetes by itself.

use serde_json::{Value, json};

use super::{Context, metadata};

pub(super) fn expand(context: Context<'_>) -> Value {
    json!({
        "apiVersion": "v1",
        "kind": "ServiceAccount",
        "metadata": metadata(context, "", None, None),
        "automountServiceAccountToken": false,
    })
}
