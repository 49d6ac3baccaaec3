//! Which keys exist at a place in the values, and what is known about each: for completion and hover texts.

use serde_json::Value;

use crate::path::{Segment, segments};

const SCHEMA: &str = include_str!("../../../../chart/values.schema.json");

/// What is known about a key.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The key; empty for the values as a whole and for items.
    pub name: String,
    /// Its types in the words of JSON Schema, without `null`, which every key takes.
    pub types: Vec<String>,
    /// What it is for.
    pub documentation: String,
    /// Its default, where the chart has one.
    pub default: Option<Value>,
    /// The values that it takes, where they are few.
    pub choices: Vec<Value>,
}

/// What is known about the key at a path, as `workerPools.gpu.labels`. `None` where the chart has no such key.
pub fn key(path: &str) -> Option<Key> {
    let schema = serde_json::from_str(SCHEMA).ok()?;
    let name = match segments(path).last() {
        Some(Segment::Key(key)) => key.into_owned(),
        _ => String::new(),
    };
    Some(known(name, find(&schema, path)?))
}

/// The keys that the mapping at a path may have, by name. Empty where any name is good, as for pools.
pub fn keys(path: &str) -> Vec<Key> {
    let schema = serde_json::from_str(SCHEMA).unwrap_or_default();
    let properties = find(&schema, path).and_then(|schema| schema.get("properties")?.as_object());
    let keys = properties.into_iter().flatten();
    keys.map(|(name, schema)| known(name.clone(), schema)).collect()
}

fn find<'s>(schema: &'s Value, path: &str) -> Option<&'s Value> {
    segments(path).try_fold(schema, |schema, step| match step {
        Segment::Key(key) => schema
            .get("properties")
            .and_then(|properties| properties.get(&*key))
            .or_else(|| schema.get("additionalProperties").filter(|schema| schema.is_object())),
        Segment::Index(_) => schema.get("items"),
    })
}

fn known(name: String, schema: &Value) -> Key {
    let types = super::shape::types(schema).into_iter().filter(|name| *name != "null");
    Key {
        name,
        types: types.map(str::to_owned).collect(),
        documentation: schema["description"].as_str().unwrap_or_default().to_owned(),
        default: schema.get("default").cloned(),
        choices: schema["enum"].as_array().cloned().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn knows_keys_at_every_depth() {
        let mode = key("auth.mode").expect("a key");
        assert_eq!((mode.name.as_str(), mode.default), ("mode", Some(json!("builtin"))));
        assert!(mode.choices.contains(&json!("none")) && !mode.documentation.is_empty());
        let labels = key("workerPools.gpu.labels").expect("a key of any pool");
        assert_eq!(labels.types, ["object"]);
        assert_eq!(key("workerPools.gpu.labls"), None);
        assert_eq!(key("image.tag.x"), None);
    }

    #[test]
    fn lists_the_keys_of_a_mapping() {
        let names = |path| keys(path).into_iter().map(|key| key.name).collect::<Vec<_>>();
        assert!(names("").contains(&"workerPools".to_owned()));
        assert!(names("workerPools.gpu").contains(&"replicas".to_owned()));
        assert_eq!(names("workerPools"), Vec::<String>::new());
        assert_eq!(names("nothing.here"), Vec::<String>::new());
    }
}
