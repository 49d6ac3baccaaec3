//! References of pods to Secrets, ConfigMaps and claims, wherever they are in a value.

use serde_json::{Map, Value};

use crate::path::Trail;

/// The kind of a Secret.
pub(crate) const SECRET: &str = "Secret";
const CONFIG_MAP: &str = "ConfigMap";
const CLAIM: &str = "PersistentVolumeClaim";

/// A reference to an object.
pub(crate) struct Reference<'v> {
    /// Such as `Secret`.
    pub(crate) kind: &'static str,
    /// The name of the object.
    pub(crate) name: &'v str,
    /// The keys that are read; none means all.
    pub(crate) keys: Option<Vec<&'v str>>,
    /// Whether the pod starts without it.
    pub(crate) optional: bool,
}

/// Calls `found` for every reference below a value, with the path of the name.
pub(crate) fn search<'v>(
    value: &'v Value,
    trail: &Trail<'_>,
    found: &mut dyn FnMut(&Trail<'_>, Reference<'v>),
) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let trail = Trail::Key(trail, key);
                match value {
                    Value::Object(map) if report(key, map, &trail, found) => {}
                    _ => search(value, &trail, found),
                }
            }
        }
        Value::Array(list) => {
            for (index, item) in list.iter().enumerate() {
                search(item, &Trail::Index(trail, index), found);
            }
        }
        _ => {}
    }
}

/// Reports a map that, by the key above it, is a reference. False if it is none.
fn report<'v>(
    key: &str,
    map: &'v Map<String, Value>,
    trail: &Trail<'_>,
    found: &mut dyn FnMut(&Trail<'_>, Reference<'v>),
) -> bool {
    // A Secret volume and a source of a projected volume use different keys for the name.
    let (kind, names): (_, &[&str]) = match key {
        "secret" => (SECRET, &["secretName", "name"]),
        "azureFile" => (SECRET, &["secretName"]),
        "configMap" | "configMapRef" | "configMapKeyRef" => (CONFIG_MAP, &["name"]),
        "persistentVolumeClaim" => (CLAIM, &["claimName"]),
        // The `secretRef` of containers and of volume drivers.
        key if key == "secretKeyRef" || key.ends_with("ecretRef") => (SECRET, &["name"]),
        _ => return false,
    };
    let optional = map.get("optional") == Some(&Value::Bool(true));
    for name in names {
        if let Some(text) = map.get(*name).and_then(Value::as_str).filter(|text| !text.is_empty()) {
            found(&Trail::Key(trail, name), Reference { kind, name: text, keys: keys(map), optional });
        }
    }
    true
}

/// The one key of a variable, or those of a volume.
fn keys(map: &Map<String, Value>) -> Option<Vec<&str>> {
    if let Some(key) = map.get("key") {
        return Some(vec![key.as_str()?]);
    }
    let items = map.get("items")?.as_array().filter(|items| !items.is_empty())?;
    Some(items.iter().filter_map(|item| item.get("key")?.as_str()).collect())
}
