//! The declarations as JSON Schema, for Helm and editors.
//!
//! Draft 7, which every Helm 3 and Helm 4 supports, without combinations such as `oneOf`, whose error messages are
//! unclear.

use serde_json::{Map, Value, json};

use super::known;
use crate::keys::{ANCHORS, Holds, Key, Object, PodSetting, Section};
use crate::kubernetes::FieldKind;
use crate::path::ValuePath;
use crate::values::{OfCoordinator, OfPool, OfScheduler, OfUi, OfWorkers, SETTINGS, Values, is_empty};

/// The schema of the values, the content of `chart/values.schema.json`.
///
/// The components, the pools and some kinds are definitions, and the settings of pods refer to those of the pools,
/// because every map in the schema costs Helm time. A key that one of several sections has is valid in all of them here;
/// the core distinguishes them.
pub fn values_schema() -> Value {
    let mut schema = object(&[(&Values::OBJECT, Some(""))]);
    // Stands for an unknown key.
    schema["patternProperties"] = json!({ (format!("^{ANCHORS}")): {} });
    let kinds = KINDS.iter().map(|(name, kind)| ((*name).to_owned(), of_kind(kind)));
    let mut definitions: Map<String, Value> = kinds.collect();
    for shared in SHARED {
        definitions.insert(shared.name.to_owned(), object(shared.objects));
    }
    schema["definitions"] = definitions.into();
    schema
}

/// A map, and its path in the values if it has only one.
type Placed<'p> = (&'p Object, Option<&'p str>);

/// Maps that share one definition.
struct Shared {
    name: &'static str,
    objects: &'static [Placed<'static>],
}

const SHARED: [Shared; 2] = [
    Shared {
        name: "component",
        objects: &[
            (&OfCoordinator::OBJECT, Some("coordinator")),
            (&OfScheduler::OBJECT, Some("scheduler")),
            (&OfUi::OBJECT, Some("ui")),
        ],
    },
    Shared { name: "pool", objects: &[(&OfWorkers::OBJECT, Some("worker")), (&OfPool::OBJECT, None)] },
];

/// Kinds that many keys have, and the names of their definitions. The other kinds have no schema below their own.
const KINDS: [(&str, &str); 3] = [("texts", "[s"), ("textsByKey", "{s"), ("quantitiesByKey", "{q")];

/// The schema of a setting, which only the pools have; all other sections refer to it.
fn setting(key: &Key) -> Value {
    let schema = match key.holds {
        Holds::Object(own) => object(&[(own, None)]),
        holds => of(holds, None),
    };
    described(schema, key)
}

fn described(mut schema: Value, key: &Key) -> Value {
    schema["description"] = key.summary().into();
    schema
}

/// The schema of a value, with the default of its path. Next to a reference, validators ignore the default: it is for
/// readers only.
fn of(holds: Holds, path: Option<&str>) -> Value {
    let mut schema = match holds {
        Holds::Kind(kind) => kind_or_reference(kind),
        Holds::Object(own) => match shared(own) {
            Some(reference) => reference,
            None => return object(&[(own, path)]),
        },
        Holds::List(of) => json!({ "type": ["array", "null"], "items": self::of(*of, None) }),
        Holds::Map(of) => json!({ "type": ["object", "null"], "additionalProperties": self::of(*of, None) }),
    };
    if let Some(default) = path.and_then(default_at) {
        schema["default"] = default;
    }
    schema
}

/// The reference to another place that has the keys of a map, if there is one.
fn shared(own: &Object) -> Option<Value> {
    let shared = SHARED.iter().find(|shared| shared.has(own)).map(|shared| reference(shared.name));
    let mut settings = SETTINGS.iter().map(|setting| &setting.key);
    let holds_it = |key: &&Key| matches!(key.holds, Holds::Object(held) if held.name == own.name);
    shared.or_else(|| settings.find(holds_it).map(reference_to_setting))
}

/// The default, unless it is empty, which tells a reader nothing.
fn default_at(path: &str) -> Option<Value> {
    known(path).key?.default.filter(|default| !is_empty(default))
}

impl Shared {
    fn has(&self, object: &Object) -> bool {
        self.objects.iter().any(|(shared, _)| shared.name == object.name)
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

fn reference_to_setting(key: &Key) -> Value {
    reference(&format!("pool/properties/{}", key.name))
}

/// A map with the keys of all these.
fn object(objects: &[Placed<'_>]) -> Value {
    let mut properties = Map::new();
    for (object, path) in objects {
        for key in object.keys {
            let path = path.map(|path| ValuePath::of(path).key(key.name));
            let path = path.as_ref().map(ValuePath::as_str);
            properties.insert(key.name.to_owned(), described(of(key.holds, path), key));
        }
    }
    for settings in objects.iter().filter_map(|(object, _)| object.settings) {
        for PodSetting { key, .. } in settings.iter() {
            let mut schema = match settings.section {
                Section::Pool => setting(key),
                _ => reference_to_setting(key),
            };
            if let Some(default) = default_at(key.name).filter(|_| settings.section == Section::Release) {
                schema["default"] = default;
            }
            properties.insert(key.name.to_owned(), schema);
        }
    }
    json!({ "type": ["object", "null"], "additionalProperties": false, "properties": properties })
}

fn kind_or_reference(kind: &str) -> Value {
    let schema = of_kind(kind);
    let common = KINDS.iter().find(|(_, common)| of_kind(common) == schema);
    common.map_or(schema, |(name, _)| reference(name))
}

/// The schema of a kind. The core checks types of Kubernetes, because its messages are better than Helm's.
fn of_kind(kind: &str) -> Value {
    let kind = FieldKind::read(kind);
    let types: Vec<&str> = kind.json_types().iter().copied().chain(["null"]).collect();
    let mut schema = json!({ "type": types });
    match kind {
        FieldKind::Number { least, most } => {
            schema["minimum"] = (least as i64).into();
            schema["maximum"] = (most as i64).into();
        }
        FieldKind::List { of: "s", .. } => schema["items"] = json!({ "type": "string" }),
        FieldKind::Map { of, .. } => schema["additionalProperties"] = of_kind(of),
        // Without null, which Helm would show as `<nil>`: null removes the default before the schema is checked.
        FieldKind::Choice(words) => {
            schema = json!({ "type": "string", "enum": words.split(',').collect::<Vec<_>>() });
        }
        FieldKind::Any => schema = json!({}),
        _ => {}
    }
    schema
}
