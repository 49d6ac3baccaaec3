//! Whether a field says something.

use serde_json::Value;

/// Whether Kubernetes takes a field for one that is there.
pub(super) fn is_set(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        _ => true,
    }
}
