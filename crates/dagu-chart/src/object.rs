//! Objects as data. Parts are moved into place: `json!` would copy every part at every level.

use serde_json::{Map, Value};

/// A map.
pub(crate) fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let mut map = Map::new();
    for (key, value) in entries {
        map.insert(key.to_owned(), value);
    }
    Value::Object(map)
}

/// A list.
pub(crate) fn list<const N: usize>(items: [Value; N]) -> Value {
    Value::Array(Vec::from(items))
}

/// An environment variable with a plain value.
pub(crate) fn variable(name: &str, value: impl Into<String>) -> Value {
    map([("name", name.into()), ("value", value.into().into())])
}

/// The string at a path of keys, empty where there is none.
pub(crate) fn text_at<'o>(object: &'o Value, path: &[&str]) -> &'o str {
    let found = path.iter().try_fold(object, |value, key| value.get(*key));
    found.and_then(Value::as_str).unwrap_or_default()
}
