//! Merges values like Helm does before it renders templates: files over each other, and all over the defaults.

use serde_json::{Map, Value};

/// Merges a later values file over the earlier ones: mappings are merged, anything else replaces.
pub(crate) fn merge(values: &mut Map<String, Value>, over: Map<String, Value>) {
    for (key, value) in over {
        match (values.get_mut(&key), value) {
            (Some(Value::Object(below)), Value::Object(over)) => merge(below, over),
            (_, value) => {
                values.insert(key, value);
            }
        }
    }
}

/// Merges the user's values over the chart's defaults, which gives the values of the templates without `global`.
///
/// A null removes the default; a null without a default stays, and its meaning depends on the key. If a mapping meets a
/// default that is not one, or vice versa, the user's value is used.
pub(crate) fn coalesce(defaults: &Map<String, Value>, user: Map<String, Value>) -> Map<String, Value> {
    let mut values = user;
    fill(&mut values, defaults, false);
    // Anything else stays, and the schema rejects it.
    if values.get("global").is_some_and(|global| global.is_object() || global.is_null()) {
        values.remove("global");
    }
    values
}

/// Adds the defaults of keys that the user does not set. Below the top level, a null that meets a default of null stays.
fn fill(values: &mut Map<String, Value>, defaults: &Map<String, Value>, below: bool) {
    for (key, default) in defaults {
        match (values.get_mut(key), default) {
            (None, _) => {
                values.insert(key.clone(), default.clone());
            }
            (Some(Value::Null), Value::Null) if below => {}
            (Some(Value::Null), _) => {
                values.remove(key);
            }
            (Some(Value::Object(values)), Value::Object(defaults)) => fill(values, defaults, true),
            (Some(_), _) => {}
        }
    }
}

/// Removes nulls that mean an absent key. Nulls in patches stay, because they remove keys, and so do nulls in extra
/// objects, whose API can distinguish null from absent.
pub(crate) fn drop_nulls(values: &mut Map<String, Value>) {
    let patches = values.remove("patches");
    let extra_objects = values.remove("extraObjects");
    drop_all_nulls(values);
    if let Some(mut objects) = extra_objects.filter(|objects| !objects.is_null()) {
        for object in objects.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
            drop_nulls_of_head(object);
        }
        values.insert("extraObjects".to_owned(), objects);
    }
    if let Some(mut patches) = patches.filter(|patches| !patches.is_null()) {
        for patch in patches.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
            patch.retain(|_, value| !value.is_null());
            let kept = ["merge", "json6902"];
            let others = patch.iter_mut().filter(|(key, _)| !kept.contains(&key.as_str()));
            others.for_each(|(_, value)| drop_nulls_below(value));
        }
        values.insert("patches".to_owned(), patches);
    }
}

/// Removes nulls in the fields that all kinds have, where they mean absent.
fn drop_nulls_of_head(object: &mut Map<String, Value>) {
    object.retain(|key, value| {
        !(value.is_null() && ["apiVersion", "kind", "metadata"].contains(&key.as_str()))
    });
    if let Some(metadata) = object.get_mut("metadata") {
        drop_nulls_below(metadata);
    }
}

fn drop_all_nulls(map: &mut Map<String, Value>) {
    map.retain(|_, value| !value.is_null());
    map.values_mut().for_each(drop_nulls_below);
}

/// Removes the nulls of all mappings in a value. A null in a list is an item and stays.
fn drop_nulls_below(value: &mut Value) {
    match value {
        Value::Object(map) => drop_all_nulls(map),
        Value::Array(list) => list.iter_mut().for_each(drop_nulls_below),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::yaml::{self, oracle};

    fn map(value: Value) -> Map<String, Value> {
        match value {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }

    fn read(text: &str) -> Result<Map<String, Value>, String> {
        yaml::read(text).map(|document| document.value).map_err(|error| error.message)
    }

    #[test]
    fn coalesces_as_helm_does() {
        let jobs = include_str!("../../../../tests/oracle/coalesce.jsonl");
        oracle::replay(jobs, |job| Ok(coalesce(&read(&job.base)?, read(&job.text)?)));
    }

    #[test]
    fn merges_files_as_helm_does() {
        let jobs = include_str!("../../../../tests/oracle/merge.jsonl");
        oracle::replay(jobs, |job| {
            let mut values = read(&job.base)?;
            merge(&mut values, read(&job.text)?);
            Ok(values)
        });
    }

    #[test]
    fn a_later_file_replaces_all_but_mappings() {
        let mut values = map(json!({"a": {"b": 1, "c": [1, 2]}, "d": {"e": 1}}));
        merge(&mut values, map(json!({"a": {"c": [3], "f": 4}, "d": null})));
        assert_eq!(Value::from(values), json!({"a": {"b": 1, "c": [3], "f": 4}, "d": null}));
    }

    #[test]
    fn a_null_removes_the_default_and_stays_without_one() {
        let defaults = map(json!({"a": {"b": 1, "c": {"d": 2}}, "e": 3, "f": null}));
        let user = map(json!({"a": {"b": null, "c": {"x": null}}, "e": null, "g": [{"h": null}, null]}));
        let values = coalesce(&defaults, user);
        assert_eq!(
            Value::from(values),
            json!({"a": {"c": {"d": 2, "x": null}}, "f": null, "g": [{"h": null}, null]})
        );
    }

    #[test]
    fn the_user_wins_a_clash() {
        let defaults = map(json!({"a": {"b": {"c": 1}}, "d": 1, "e": null, "f": {"g": 1}}));
        let user = map(json!({"a": {"b": 2}, "d": {"x": 1}, "e": {"y": 1}, "f": null}));
        let values = coalesce(&defaults, user);
        assert_eq!(Value::from(values), json!({"a": {"b": 2}, "d": {"x": 1}, "e": {"y": 1}}));
    }
}
