//! Raw values to typed ones.

use serde_json::{Map, Value};

use super::sections::Sections;
use super::{Values, coalesce};
use crate::diagnostic::Findings;
use crate::schema;
use crate::schema::misfit::{self, WRONG_TYPE};
use crate::typed;

/// What keys at the top begin with that hold nothing but YAML anchors.
pub(crate) const ANCHORS: &str = "x-";

/// Takes away what the texts keep for their own anchors.
pub(crate) fn drop_anchors(values: &mut Map<String, Value>) {
    values.retain(|key, _| !key.starts_with(ANCHORS));
}

/// Decodes coalesced values. Everything that does not fit is reported at once, not only the first.
pub(crate) fn decode(mut raw: Value) -> Result<Values, Findings> {
    let mut misfits = Findings::default();
    if let Some(pasted) = misfit::pasted_object(&raw) {
        misfits.push(pasted);
        return Err(misfits);
    }
    if let Value::Object(raw) = &mut raw {
        drop_anchors(raw);
    }
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
