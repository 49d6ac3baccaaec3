//! Values that each test one constraint of a JSON schema, valid and invalid.

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Map, Value, json};

/// Values in which one constraint is tried.
pub struct Probe {
    /// The path and the value, for a failure.
    pub what: String,
    /// The values.
    pub values: Value,
    /// Whether the schema takes them.
    pub fits: bool,
    /// The path that is tried.
    pub path: String,
    /// Whether it is one of the choices, or a number next to a bound.
    pub is_limit: bool,
}

/// Keywords that are not constraints.
const WORDS: [&str; 5] = ["$schema", "$comment", "title", "description", "default"];
/// The keywords that this test supports. Another keyword would be an untested constraint.
const KEYWORDS: [&str; 8] = [
    "type",
    "properties",
    "patternProperties",
    "additionalProperties",
    "items",
    "enum",
    "minimum",
    "maximum",
];

/// Keys of a section that the schema also accepts in others, because they share its definition. The core distinguishes them.
const MISPLACED: [&str; 8] = [
    "coordinator.containerPort",
    "coordinator.service",
    "scheduler.containerPort",
    "scheduler.healthPort",
    "scheduler.service",
    "ui.healthPort",
    "worker.disabled",
    "workerPools.any.healthPort",
];

/// The way to a value.
#[derive(Clone)]
enum Step {
    Key(String),
    First,
}

impl Probe {
    /// Whether the core refuses the key itself, with any value.
    pub fn is_misplaced(&self) -> bool {
        let below = |key: &str| {
            let rest = self.path.strip_prefix(key);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        MISPLACED.into_iter().any(below)
    }
}

/// Tests every constraint of a schema.
pub fn all(schema: &Value) -> Result<Vec<Probe>> {
    let mut probes = Vec::new();
    let mut root = schema.clone();
    let definitions = root["definitions"].take();
    if let Some(root) = root.as_object_mut() {
        root.remove("definitions");
    }
    walk(&root, &definitions, &[], &mut probes)?;
    Ok(probes)
}

fn walk(schema: &Value, definitions: &Value, path: &[Step], probes: &mut Vec<Probe>) -> Result<()> {
    let Value::Object(said) = schema else { return Ok(()) };
    let is_known = |key: &&String| !WORDS.contains(&key.as_str()) && !KEYWORDS.contains(&key.as_str());
    if let Some(Value::String(reference)) = said.get("$ref") {
        let target = reference.strip_prefix("#/definitions").and_then(|pointer| definitions.pointer(pointer));
        let target = target.with_context(|| format!("`{reference}` refers to nothing"))?;
        let beside = said.keys().filter(|key| *key != "$ref").find(|key| !WORDS.contains(&key.as_str()));
        ensure!(beside.is_none(), "{beside:?} beside `{reference}` says nothing");
        return walk(target, definitions, path, probes);
    }
    if let Some(keyword) = said.keys().find(is_known) {
        bail!("the schema says `{keyword}`: teach it to this test");
    }
    if !path.is_empty() {
        let is_limited = ["enum", "minimum", "maximum"].iter().any(|key| said.contains_key(*key));
        probes.extend(candidates(said).into_iter().map(|(value, fits)| Probe {
            is_limit: is_limited && (value == "noSuchWord" || value.is_i64()),
            ..probe(path, value, fits)
        }));
    }
    let inner = |key: &str| [path, &[Step::Key(key.to_owned())]].concat();
    for (key, property) in said.get("properties").and_then(Value::as_object).into_iter().flatten() {
        walk(property, definitions, &inner(key), probes)?;
    }
    for (pattern, free) in said.get("patternProperties").and_then(Value::as_object).into_iter().flatten() {
        ensure!(pattern == "^x-" && *free == json!({}), "the schema says `{pattern}`: teach it to this test");
        probes.push(probe(&inner("x-any"), json!({"a": [1]}), true));
    }
    match said.get("additionalProperties") {
        Some(Value::Bool(false)) => probes.push(probe(&inner("noSuchKey"), json!(1), false)),
        Some(additional) => walk(additional, definitions, &inner(key_below(path)), probes)?,
        None => ensure!(!said.contains_key("properties"), "a map takes every key"),
    }
    match said.get("items") {
        Some(items) => walk(items, definitions, &[path, &[Step::First]].concat(), probes),
        None => Ok(()),
    }
}

/// A key that a map of any keys takes.
fn key_below(path: &[Step]) -> &'static str {
    match path.last() {
        Some(Step::Key(key)) if ["limits", "requests"].contains(&key.as_str()) => "cpu",
        _ => "any",
    }
}

/// Values of every type, and those around each bound.
fn candidates(said: &Map<String, Value>) -> Vec<(Value, bool)> {
    let types: Vec<&str> = match said.get("type") {
        Some(Value::String(name)) => vec![name.as_str()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => return Vec::new(),
    };
    let has = |name: &str| types.contains(&name);
    if let Some(Value::Array(choices)) = said.get("enum") {
        let taken = choices.iter().map(|choice| (choice.clone(), true));
        return taken.chain([(json!("noSuchWord"), false), (json!(1), false), (json!([]), false)]).collect();
    }
    let bound = |key: &str| said.get(key).and_then(Value::as_i64);
    let (minimum, maximum) = (bound("minimum"), bound("maximum"));
    let number = minimum.or(maximum).unwrap_or(1);
    let mut tried = vec![
        (json!("text"), has("string")),
        (json!(true), has("boolean")),
        (json!([]), has("array")),
        (json!({}), has("object")),
        (json!(number), has("integer") || has("number")),
    ];
    // One wrong type is as good as another.
    let wrong = tried.iter().position(|(_, fits)| !fits);
    let wrong = wrong.map(|at| tried.remove(at));
    tried.retain(|(_, fits)| *fits);
    tried.extend(wrong);
    if has("integer") || has("number") {
        tried.push((json!(number as f64 + 0.5), has("number")));
        tried.push((json!(number as f64), true));
    }
    tried.extend(minimum.map(|minimum| (json!(minimum - 1), false)));
    tried.extend(maximum.map(|maximum| (json!(maximum), true)));
    tried.extend(maximum.map(|maximum| (json!(maximum + 1), false)));
    tried
}

fn probe(path: &[Step], value: Value, fits: bool) -> Probe {
    let mut place = String::new();
    for step in path {
        match step {
            Step::Key(key) => place.push_str(&format!(".{key}")),
            Step::First => place.push_str("[0]"),
        }
    }
    let place = place.trim_start_matches('.').to_owned();
    let what = format!("{place}: {value}");
    let values = path.iter().rev().fold(value, |value, step| match step {
        Step::Key(key) => json!({ key: value }),
        Step::First => json!([value]),
    });
    Probe { what, values, fits, path: place, is_limit: false }
}
