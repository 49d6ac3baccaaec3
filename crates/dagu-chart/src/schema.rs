//! Which keys exist, with what type: the generated schema, asked about values that do not fit.

pub(crate) mod misfit;

mod elsewhere;
mod nearest;
mod question;
mod shape;
mod skew;

use serde_json::Value;

use crate::diagnostic::Findings;
use crate::path::ValuePath;

pub use question::{Key, key, keys};

pub(crate) use nearest::{is_slip, nearest};
pub(crate) use skew::name_skew;

/// The schema that Helm uses too, without what only people read: that would be a thirtieth of the module.
const SCHEMA: &str = include_str!("schema/terse.json");

/// Everything about these values that does not fit the schema. Nulls were dropped before.
pub(crate) fn check(values: &Value) -> Findings {
    let mut diagnostics = Findings::default();
    if let Ok(schema) = serde_json::from_slice::<Value>(SCHEMA.as_bytes()) {
        shape::check(values, &schema, &ValuePath::root(), &mut diagnostics);
    }
    diagnostics
}

/// The schema of the values, made from their types: what `chart/values.schema.json` has to hold.
#[cfg(feature = "codegen")]
pub fn values_schema() -> Value {
    crate::values::json_schema()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    #[test]
    fn the_schema_is_json() {
        serde_json::from_str::<Value>(super::SCHEMA).expect("schema/terse.json is JSON");
    }

    /// A type without `deny_unknown_fields` would swallow a misspelt key: the schema is asked after a misfit only.
    #[test]
    fn no_type_of_the_values_takes_unknown_keys() {
        fn check(schema: &Value) {
            match schema {
                Value::Object(map) => {
                    let is_type =
                        map.get("properties").is_some_and(Value::is_object) && map.contains_key("type");
                    assert!(!is_type || map.get("additionalProperties") == Some(&false.into()), "{schema}");
                    map.values().for_each(check);
                }
                Value::Array(list) => list.iter().for_each(check),
                _ => {}
            }
        }
        check(&serde_json::from_str(super::SCHEMA).expect("schema/terse.json is JSON"));
    }
}
