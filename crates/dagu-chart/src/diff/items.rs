//! The items of a list by an identifying key.

use std::collections::BTreeMap;

use serde_json::Value;

/// The items of one list by the JSON of their names: `80` is not `"80"`.
pub(super) struct Items<'v>(BTreeMap<String, &'v Value>);

impl<'v> Items<'v> {
    /// None if two items have the same key.
    pub(super) fn by(key: &str, list: &'v [Value]) -> Option<Self> {
        let mut items = BTreeMap::new();
        for item in list {
            let name = &item[key];
            let names = name.is_string() || name.is_u64();
            if !names || items.insert(name.to_string(), item).is_some() {
                return None;
            }
        }
        Some(Self(items))
    }

    /// The item with this key.
    pub(super) fn get(&self, name: &Value) -> Option<&'v Value> {
        self.0.get(&name.to_string()).copied()
    }
}
