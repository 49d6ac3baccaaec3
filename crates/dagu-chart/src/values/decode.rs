//! Raw values to typed ones.

use serde::Deserialize;
use serde_json::Value;

use super::{Values, coalesce};
use crate::diagnostic::Diagnostic;
use crate::rules::{Rule, shape};
use crate::schema;

/// Decodes coalesced values. Everything that does not fit is reported at once, not only the first.
pub(crate) fn decode(mut raw: Value) -> Result<Values, Vec<Diagnostic>> {
    // A carrier may hold what no coalescing of ours has seen: `null` means absent there too.
    coalesce::drop_nulls_below(&mut raw);
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
