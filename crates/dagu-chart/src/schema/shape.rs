//! Holds values against a schema and says what does not fit, every misfit at once.
//!
//! It knows the part of JSON Schema that the generated schema uses: types, properties, items, enumerations and ranges.

use serde_json::{Map, Value};

use super::nearest;
use crate::diagnostic::Diagnostic;
use crate::path::ValuePath;
use crate::rules::shape::{NOT_ALLOWED, UNKNOWN_KEY, WRONG_TYPE};

/// Checks one value and all below it.
pub(super) fn check(value: &Value, schema: &Value, path: &ValuePath, diagnostics: &mut Vec<Diagnostic>) {
    if !type_fits(value, schema) {
        diagnostics.push(wrong_type(value, schema, path));
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

fn check_keys(map: &Map<String, Value>, schema: &Value, path: &ValuePath, diagnostics: &mut Vec<Diagnostic>) {
    let properties = schema.get("properties").and_then(Value::as_object);
    let additional = schema.get("additionalProperties");
    for (key, value) in map {
        let known = properties.and_then(|properties| properties.get(key));
        match (known, additional) {
            (Some(schema), _) => check(value, schema, &path.key(key), diagnostics),
            (None, Some(Value::Bool(false))) => diagnostics.push(unknown_key(key, properties, path)),
            (None, Some(schema)) => check(value, schema, &path.key(key), diagnostics),
            (None, None) => {}
        }
    }
}

fn unknown_key(key: &str, properties: Option<&Map<String, Value>>, path: &ValuePath) -> Diagnostic {
    let known = || properties.into_iter().flat_map(Map::keys).map(String::as_str);
    let help = match nearest(key, known()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the keys here are {}", listed(known())),
    };
    UNKNOWN_KEY.at(&path.key(key), format!("unknown key `{}`", shortened(key)), help)
}

fn type_fits(value: &Value, schema: &Value) -> bool {
    let types = types(schema);
    types.is_empty()
        || types.iter().any(|name| match (*name, value) {
            ("null", Value::Null)
            | ("boolean", Value::Bool(_))
            | ("string", Value::String(_))
            | ("number", Value::Number(_))
            | ("array", Value::Array(_))
            | ("object", Value::Object(_)) => true,
            ("integer", Value::Number(number)) => number.as_f64().is_some_and(|n| n.fract() == 0.0),
            _ => false,
        })
}

fn wrong_type(value: &Value, schema: &Value, path: &ValuePath) -> Diagnostic {
    let types: Vec<&str> = types(schema).into_iter().filter(|name| *name != "null").collect();
    let expected = types.iter().map(|name| described(name)).collect::<Vec<_>>().join(" or ");
    let help = match value {
        Value::Bool(_) | Value::Number(_) if types.contains(&"string") => "put it in quotes".to_owned(),
        Value::String(_) => format!("write {expected}, without quotes"),
        _ => format!("write {expected}"),
    };
    WRONG_TYPE.at(path, format!("expected {expected}, found {}", found(value)), help)
}

fn not_allowed(value: &Value, schema: &Value, path: &ValuePath) -> Option<Diagnostic> {
    if let Some(allowed) = schema.get("enum").and_then(Value::as_array) {
        if allowed.contains(value) {
            return None;
        }
        let words = || allowed.iter().filter_map(Value::as_str).filter(|word| !word.is_empty());
        let given = value.as_str().unwrap_or_default();
        let help = match nearest(given, words()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("use one of {}", listed(words())),
        };
        return Some(NOT_ALLOWED.at(
            path,
            format!("`{}` is not a value of this key", shortened(given)),
            help,
        ));
    }
    let number = value.as_f64()?;
    let minimum = schema.get("minimum").and_then(Value::as_f64)?;
    let maximum = schema.get("maximum").and_then(Value::as_f64)?;
    (number < minimum || number > maximum).then(|| {
        NOT_ALLOWED.at(
            path,
            format!("{value} is out of range"),
            format!("use a whole number from {minimum} to {maximum}"),
        )
    })
}

fn types(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(name)) => vec![name.as_str()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn described(type_name: &str) -> &str {
    match type_name {
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "`true` or `false`",
        "array" => "a list",
        "object" => "a map",
        "string" => "a string",
        other => other,
    }
}

fn found(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(flag) => format!("the boolean {flag}"),
        Value::Number(number) => format!("the number {number}"),
        // Never the text itself: it may be a credential under the wrong key.
        Value::String(_) => "a string".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "a map".to_owned(),
    }
}

fn listed<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// A word for a one-line message: bounded, without control characters.
fn shortened(word: &str) -> String {
    const LONGEST: usize = 60;
    let mut short: String = word.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    if word.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}
