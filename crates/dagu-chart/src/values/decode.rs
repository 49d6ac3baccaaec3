//! Raw values to typed ones.

use serde_json::Value;

use super::sections::Sections;
use super::{Values, coalesce};
use crate::diagnostic::Findings;
use crate::rules::shape::WRONG_TYPE;
use crate::schema;
use crate::typed;

/// Decodes coalesced values. Everything that does not fit is reported at once, not only the first.
pub(crate) fn decode(mut raw: Value) -> Result<Values, Findings> {
    let mut misfits = Findings::default();
    // A null there removes what a section inherits, so they are read before nulls are dropped.
    let sections = match &mut raw {
        Value::Object(raw) => Sections::take(raw, &mut misfits),
        _ => Sections::default(),
    };
    // A carrier may hold what no coalescing of ours has seen: `null` means absent there too.
    if let Value::Object(values) = &mut raw {
        coalesce::drop_nulls(values);
    }
    let path = match typed::from_value::<Values>(&raw) {
        Ok(mut values) if misfits.is_empty() => {
            sections.put_into(&mut values);
            return Ok(values);
        }
        Ok(_) => return Err(misfits),
        Err(path) => path,
    };
    let mut diagnostics = schema::check(&raw);
    diagnostics.append(&mut misfits);
    if diagnostics.is_empty() {
        // The schema is generated from the types, so this is reached only where they are the stricter ones.
        let message = "the value is not one that this key can take";
        diagnostics.push(WRONG_TYPE.at(path, message, "compare it with the chart's reference"));
    }
    Err(diagnostics)
}
