//! The objects of a manifest stream by their identity.

use serde_json::{Map, Value};

use crate::stream::{Identity, split};
use crate::yaml;

/// Reads every object of a stream, those in Lists too. `which` names the stream in the error.
pub(super) fn read(which: &str, stream: &str) -> Result<Map<String, Value>, String> {
    let mut objects = Map::new();
    for (index, document) in split(stream.as_bytes()).iter().enumerate() {
        let text = stream.get(document.body.clone()).unwrap_or_default();
        let read = yaml::read_manifest(text).map_err(|error| {
            format!("document {} of the {which} stream cannot be read: {}", index + 1, error.message)
        })?;
        add(read.value.into(), &mut objects);
    }
    Ok(objects)
}

/// Takes the object out that is the same as `object` if one of them leaves out its namespace.
pub(super) fn take_namesake(objects: &mut Map<String, Value>, object: &Value) -> Option<Value> {
    let namespace = |object: &Value| Identity::of(object, "").namespace().to_owned();
    let own = namespace(object);
    let is_namesake = |other: &Value| Identity::of(other, &own) == Identity::of(object, &namespace(other));
    let (key, _) = objects.iter().find(|(_, other)| is_namesake(other))?;
    let key = key.clone();
    objects.remove(&key)
}

fn add(object: Value, objects: &mut Map<String, Value>) {
    let kind = object["kind"].as_str().unwrap_or_default();
    if kind.is_empty() || object["metadata"]["annotations"].get("helm.sh/hook").is_some() {
        return;
    }
    match object.get("items") {
        Some(Value::Array(items)) if kind.ends_with("List") => {
            items.iter().for_each(|item| add(item.clone(), objects));
        }
        _ => {
            objects.insert(Identity::of(&object, "").key(), object);
        }
    }
}
