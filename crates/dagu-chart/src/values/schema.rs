//! The JSON Schema of the values, as Helm and the core read it.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::field::{Field, Section};
use super::{ANCHORS, Values};
use crate::kubernetes::{self, Kind};

/// The schema in draft 7, which every Helm 3 and Helm 4 accepts, without references and without
/// combinations, whose messages nobody understands.
pub(crate) fn json_schema() -> Value {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<Values>().to_value();
    simplify(&mut schema);
    insert_pods(&mut schema);
    // Any other key stands for a misspelt one.
    schema["patternProperties"] = json!({ (format!("^{ANCHORS}")): {} });
    schema["title"] = "Values of the Dagu chart".into();
    schema
}

fn simplify(schema: &mut Value) {
    let Some(schema) = schema.as_object_mut() else { return };
    // Defaults stand in values.yaml alone; these are the ones of the types.
    schema.remove("default");
    schema.remove("format");
    flatten_enumeration(schema);
    for key in ["properties", "additionalProperties", "items"] {
        let Some(inner) = schema.get_mut(key) else { continue };
        match (key, inner) {
            ("properties", Value::Object(properties)) => {
                for property in properties.values_mut() {
                    simplify(property);
                    allow_null(property);
                }
            }
            ("additionalProperties", additional) => {
                simplify(additional);
                allow_null(additional);
            }
            (_, inner) => simplify(inner),
        }
    }
}

/// A choice between constants becomes one `enum`.
fn flatten_enumeration(schema: &mut Map<String, Value>) {
    let choices = match schema.remove("anyOf") {
        Some(Value::Array(mut choices)) => choices.swap_remove(0)["oneOf"].take(),
        _ => return,
    };
    let constants = choices.as_array().into_iter().flatten().map(|choice| choice["const"].clone());
    schema.insert("type".into(), "string".into());
    schema.insert("enum".into(), constants.collect::<Vec<_>>().into());
}

/// `null` deletes a value in Helm, and some Helms validate before they delete. A choice has none: its
/// keys have defaults, which `null` deletes first, and Helm would offer it among the choices as `<nil>`.
fn allow_null(schema: &mut Value) {
    if schema.get("enum").is_some() {
        return;
    }
    let types = match &schema["type"] {
        Value::String(name) => json!([name, "null"]),
        Value::Array(names) if !names.contains(&"null".into()) => {
            names.iter().cloned().chain(["null".into()]).collect()
        }
        _ => return,
    };
    schema["type"] = types;
}

/// What is said of the chart's own parts of a pod's settings.
const DOCS: [(&str, &str); 11] = [
    ("DataVolume.medium", "`Memory` keeps an emptyDir in memory."),
    ("DataVolume.sizeLimit", "How much an emptyDir may hold."),
    ("DataVolume.volumeClaimTemplate", "A claim for each worker, which lives as long as its pod."),
    ("Image.digest", "Digest as `sha256:…`."),
    ("Image.pullPolicy", "When the kubelet pulls."),
    ("Image.repository", "Registry and repository."),
    ("Image.tag", "Tag."),
    ("Resources.claims", "Devices from `resourceClaims`, as `name: …`."),
    ("Resources.limits", "What the container may use at most."),
    ("Resources.requests", "What the scheduler of Kubernetes reserves."),
    ("SectionAccount.automountServiceAccountToken", "Whether these pods get a token for Kubernetes' API."),
];

/// Adds the settings of pods, which are read by their table and not by the types above.
fn insert_pods(schema: &mut Value) {
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    let rest = std::mem::take(properties);
    let mut sections = pods();
    for (key, value) in rest {
        if key == "test" {
            properties.append(&mut sections);
        }
        match (properties.get_mut(&key).or(sections.get_mut(&key)), &value["properties"]) {
            // A section that also holds what is not about pods.
            (Some(section), Value::Object(more)) => {
                if let Some(present) = section["properties"].as_object_mut() {
                    present.extend(more.clone());
                }
            }
            _ => {
                properties.insert(key, value);
            }
        }
    }
}

fn pods() -> Map<String, Value> {
    let mut pools = described(
        json!({ "type": ["object", "null"] }),
        "The pools of workers, by name. Each becomes a Deployment of its own; `null` removes one.",
    );
    pools["additionalProperties"] = section(Section::Pool, "A pool of workers: one Deployment.");
    let mut pods: Map<String, Value> =
        Field::of(Section::Release).map(|field| (field.key.to_owned(), property(field))).collect();
    pods.extend([
        (
            "coordinator".into(),
            section(Section::Component, "The gRPC server that hands work to the workers."),
        ),
        ("scheduler".into(), section(Section::Component, "The component that starts DAGs on time.")),
        ("ui".into(), section(Section::Component, "The web UI and the API.")),
        ("worker".into(), section(Section::Worker, "What every pool inherits.")),
        ("workerPools".into(), pools),
    ]);
    pods
}

fn section(section: Section, doc: &str) -> Value {
    let properties: Map<String, Value> =
        Field::of(section).map(|field| (field.key.to_owned(), property(field))).collect();
    described(
        json!({ "type": ["object", "null"], "additionalProperties": false, "properties": properties }),
        doc,
    )
}

fn property(field: &Field) -> Value {
    described(of_kind(field.kind), field.doc)
}

fn described(mut schema: Value, doc: &str) -> Value {
    schema["description"] = doc.into();
    schema
}

/// What Helm checks of a kind. Types of Kubernetes are left to the core, whose messages are better.
fn of_kind(kind: &str) -> Value {
    let types: Vec<&str> = Kind::read(kind).json_types().iter().copied().chain(["null"]).collect();
    let mut schema = json!({ "type": types });
    match Kind::read(kind) {
        Kind::Number { least, most } => {
            schema["minimum"] = (least as i64).into();
            schema["maximum"] = (most as i64).into();
        }
        Kind::Map { of, .. } => schema["additionalProperties"] = of_kind(of),
        Kind::Choice(words) => {
            schema = json!({ "type": "string", "enum": words.split(',').collect::<Vec<_>>() });
        }
        Kind::Type(name) => match kubernetes::own_fields(name) {
            Some(fields) => schema = own(name, fields),
            None => schema["additionalProperties"] = true.into(),
        },
        _ => {}
    }
    schema
}

fn own(name: &str, fields: Vec<(&'static str, &'static str)>) -> Value {
    let properties: Map<String, Value> = fields
        .into_iter()
        .map(|(field, kind)| {
            let path = format!("{name}.{field}");
            let doc = DOCS.iter().find(|(key, _)| *key == path).map_or("Its name.", |(_, doc)| doc);
            (field.to_owned(), described(of_kind(kind), doc))
        })
        .collect();
    json!({ "type": ["object", "null"], "additionalProperties": false, "properties": properties })
}
