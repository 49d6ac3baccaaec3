//! Raw values to typed ones.

use serde::Deserialize;
use serde_json::Value;

use super::Values;
use crate::diagnostic::Diagnostic;
use crate::rules::{Rule, shape};
use crate::schema;

/// Decodes coalesced values. Everything that does not fit is reported at once, not only the first.
pub(crate) fn decode(mut raw: Value) -> Result<Values, Vec<Diagnostic>> {
    drop_nulls(&mut raw);
    let error = match Values::deserialize(&raw) {
        Ok(values) => return Ok(values),
        Err(error) => error,
    };
    let mut diagnostics = schema::check(&raw);
    if diagnostics.is_empty() {
        // The schema is generated from the types, so this is reached only where serde is the stricter one.
        let rule: &Rule = &shape::WRONG_TYPE;
        diagnostics.push(rule.found(error.to_string(), "compare the value with the chart's reference"));
    }
    Err(diagnostics)
}

/// `null` means absent, as it does after Helm's coalescing.
fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|_, value| !value.is_null());
            map.values_mut().for_each(drop_nulls);
        }
        Value::Array(list) => list.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}
