//! Holds values against a schema and says what does not fit, every misfit at once.
//!
//! It knows the part of JSON Schema that the generated schema uses: types, properties, items, enumerations and ranges.

use serde_json::{Map, Value};

use super::misfit;
use crate::diagnostic::{Diagnostic, Findings};
use crate::path::ValuePath;

/// Checks one value and all below it.
pub(super) fn check(value: &Value, schema: &Value, path: &ValuePath, diagnostics: &mut Findings) {
    if !type_fits(value, schema) {
        let types: Vec<&str> = types(schema).into_iter().filter(|name| *name != "null").collect();
        diagnostics.push(misfit::wrong_type(value, &types, path));
        return;
    }
    if let Some(problem) = not_allowed(value, schema, path) {
        diagnostics.push(problem);
        return;
    }
    match value {
        Value::Object(map) => check_keys(map, schema, path, diagnostics),
        Value::Array(list) => {
            if let Some(items) = schema.get("items") {
                for (index, item) in list.iter().enumerate() {
                    check(item, items, &path.index(index), diagnostics);
                }
            }
        }
        _ => {}
    }
}

fn check_keys(map: &Map<String, Value>, schema: &Value, path: &ValuePath, diagnostics: &mut Findings) {
    let properties = schema.get("properties").and_then(Value::as_object);
    let additional = schema.get("additionalProperties");
    for (key, value) in map {
        let known = properties.and_then(|properties| properties.get(key));
        match (known, additional) {
            (Some(schema), _) => check(value, schema, &path.key(key), diagnostics),
            (None, Some(Value::Bool(false))) => {
                let known: Vec<&str> =
                    properties.into_iter().flat_map(Map::keys).map(String::as_str).collect();
                diagnostics.push(misfit::unknown_key(key, &known, path));
            }
            (None, Some(schema)) => check(value, schema, &path.key(key), diagnostics),
            (None, None) => {}
        }
    }
}

fn type_fits(value: &Value, schema: &Value) -> bool {
    let types = types(schema);
    types.is_empty() || types.iter().any(|name| misfit::is_a(value, name))
}

fn not_allowed(value: &Value, schema: &Value, path: &ValuePath) -> Option<Diagnostic> {
    if let Some(allowed) = schema.get("enum").and_then(Value::as_array) {
        let words = || allowed.iter().filter_map(Value::as_str).collect();
        return (!allowed.contains(value)).then(|| misfit::not_a_choice(value, words(), path));
    }
    let number = value.as_number()?;
    let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
    let (minimum, maximum) = (bound("minimum")?, bound("maximum")?);
    let size = number.as_f64()?;
    (size < minimum || size > maximum).then(|| misfit::out_of_range(number, minimum, maximum, path))
}

pub(super) fn types(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(name)) => vec![name.as_str()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
