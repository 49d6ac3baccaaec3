//! The declarations as JSON Schema, for Helm and editors.
//!
//! Draft 7, which every Helm 3 and Helm 4 supports, without combinations such as `oneOf`, whose error messages are
//! unclear.

use serde_json::{Map, Value, json};

use crate::keys::ANCHORS;
use crate::keys::{Holds, Key, Object, PodSetting, Section};
use crate::kubernetes::Kind;
use crate::values::{OfCoordinator, OfPool, OfScheduler, OfUi, OfWorkers, SETTINGS, Values};

/// The schema of the values, the content of `chart/values.schema.json`.
///
/// The settings of pods, the components and the pools are definitions, because every map in the schema costs Helm time.
/// A key that one of several sections has is valid in all of them here; the core distinguishes them.
pub fn values_schema() -> Value {
    let mut schema = object(&[&Values::OBJECT], "");
    // Stands for an unknown key.
    schema["patternProperties"] = json!({ (format!("^{ANCHORS}")): {} });
    let mut definitions: Map<String, Value> = SETTINGS.iter().map(definition).collect();
    for shared in SHARED {
        definitions.insert(shared.name.to_owned(), object(shared.objects, ""));
    }
    schema["definitions"] = definitions.into();
    schema
}

/// Maps that share one definition.
struct Shared {
    name: &'static str,
    objects: &'static [&'static Object],
}

const SHARED: [Shared; 2] = [
    Shared { name: "component", objects: &[&OfCoordinator::OBJECT, &OfScheduler::OBJECT, &OfUi::OBJECT] },
    Shared { name: "pool", objects: &[&OfWorkers::OBJECT, &OfPool::OBJECT] },
];

fn definition(setting: &PodSetting) -> (String, Value) {
    let key = &setting.key;
    (key.name.to_owned(), described(of(key.holds, ""), key))
}

fn described(mut schema: Value, key: &Key) -> Value {
    schema["description"] = key.summary().into();
    schema
}

/// The schema of a value; the defaults of a map go to the keys below it.
fn of(holds: Holds, default: &str) -> Value {
    let mut schema = match holds {
        Holds::Kind(kind) => of_kind(kind),
        Holds::Object(own) => match SHARED.iter().find(|shared| shared.has(own)) {
            Some(shared) => reference(shared.name),
            None => return object(&[own], default),
        },
        Holds::List(of) => json!({ "type": ["array", "null"], "items": self::of(*of, "") }),
        Holds::Map(of) => json!({ "type": ["object", "null"], "additionalProperties": self::of(*of, "") }),
    };
    if !default.is_empty() {
        schema["default"] = parsed(default);
    }
    schema
}

impl Shared {
    fn has(&self, object: &Object) -> bool {
        self.objects.iter().any(|shared| shared.name == object.name)
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

fn parsed(default: &str) -> Value {
    serde_json::from_str(default).expect("a default is JSON")
}

/// A map with the keys of all these.
fn object(objects: &[&Object], default: &str) -> Value {
    let defaults: Value = serde_json::from_str(default).unwrap_or_default();
    let below = |name: &str| defaults.get(name).map(Value::to_string).unwrap_or_default();
    let mut properties = Map::new();
    for key in objects.iter().flat_map(|object| object.keys) {
        let default = if key.default.is_empty() { below(key.name) } else { key.default.to_owned() };
        properties.insert(key.name.to_owned(), described(of(key.holds, &default), key));
    }
    for settings in objects.iter().filter_map(|object| object.settings) {
        for PodSetting { key, .. } in settings.iter() {
            let mut schema = reference(key.name);
            // Next to a reference, validators ignore it: it is for readers only.
            if settings.section == Section::Release && !key.default.is_empty() {
                schema["default"] = parsed(key.default);
            }
            properties.insert(key.name.to_owned(), schema);
        }
    }
    json!({ "type": ["object", "null"], "additionalProperties": false, "properties": properties })
}

/// The schema of a kind. The core checks types of Kubernetes, because its messages are better than Helm's.
fn of_kind(kind: &str) -> Value {
    let kind = Kind::read(kind);
    let types: Vec<&str> = kind.json_types().iter().copied().chain(["null"]).collect();
    let mut schema = json!({ "type": types });
    match kind {
        Kind::Number { least, most } => {
            schema["minimum"] = (least as i64).into();
            schema["maximum"] = (most as i64).into();
        }
        Kind::List { of: "s", .. } => schema["items"] = json!({ "type": "string" }),
        Kind::Map { of, .. } => schema["additionalProperties"] = of_kind(of),
        // Without null, which Helm would show as `<nil>`: null removes the default before the schema is checked.
        Kind::Choice(words) => {
            schema = json!({ "type": "string", "enum": words.split(',').collect::<Vec<_>>() });
        }
        Kind::Any => schema = json!({}),
        _ => {}
    }
    schema
}
