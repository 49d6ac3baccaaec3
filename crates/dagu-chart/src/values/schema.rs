//! The JSON Schema of the values, as Helm and the core read it.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::Values;

/// The schema in draft 7, which every Helm 3 and Helm 4 accepts, without references and without
/// combinations, whose messages nobody understands.
pub(crate) fn json_schema() -> Value {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<Values>().to_value();
    simplify(&mut schema);
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
