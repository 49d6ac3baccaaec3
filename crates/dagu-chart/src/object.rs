//! Objects as data. Parts are moved into place: `json!` would copy every part at every level.

use serde_json::Value;

/// A map.
pub(crate) fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// A list.
pub(crate) fn list<const N: usize>(items: [Value; N]) -> Value {
    Value::Array(Vec::from(items))
}
