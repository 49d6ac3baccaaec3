//! The settings of pods of one section as written, and functions to read single ones.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Settings as the user wrote them.
pub(crate) type Layer = Map<String, Value>;

/// A number of kind `n`.
pub(super) fn count(value: Option<&Value>) -> Option<u32> {
    let number = value?.as_f64()?;
    (0.0..=f64::from(u32::MAX)).contains(&number).then_some(number as u32)
}

/// The strings of a map.
pub(super) fn strings(value: Option<Value>) -> BTreeMap<String, String> {
    let mut strings = BTreeMap::new();
    if let Some(Value::Object(map)) = value {
        for (key, value) in map {
            if let Value::String(text) = value {
                strings.insert(key, text);
            }
        }
    }
    strings
}
