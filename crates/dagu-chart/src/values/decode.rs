//! Decodes raw values to typed ones.

use serde_json::{Map, Value};

use super::sections::Sections;
use super::{Values, coalesce};
use crate::diagnostic::Findings;
use crate::invalid;
use crate::keys::{ANCHORS, Read};
use crate::kubernetes::Checker;
use crate::path::{Trail, ValuePath};

/// Removes the keys that contain only YAML anchors.
pub(crate) fn drop_anchors(values: &mut Map<String, Value>) {
    values.retain(|key, _| !key.starts_with(ANCHORS));
}

/// Decodes coalesced values. All invalid values are reported at once.
pub(crate) fn decode(mut raw: Value) -> Result<Values, Findings> {
    let mut findings = Findings::default();
    if let Some(pasted) = invalid::pasted_object(&raw) {
        findings.push(pasted);
        return Err(findings);
    }
    if let Value::Object(raw) = &mut raw {
        drop_anchors(raw);
    }
    // Nulls in sections remove inherited settings, so sections are read before nulls are removed.
    let sections = match &mut raw {
        Value::Object(raw) => Sections::take(raw, &mut findings),
        _ => Sections::default(),
    };
    // The values of a carrier were not coalesced here: `null` means absent there too.
    if let Value::Object(values) = &mut raw {
        coalesce::drop_nulls(values);
    }
    let mut checker = Checker::default();
    checker.check_held(&raw, Values::HOLDS, &Trail::Start(&ValuePath::root()), true);
    let mut found = checker.found;
    found.append(&mut findings);
    if !found.is_empty() {
        return Err(found);
    }
    let mut values = Values::read(Some(raw));
    sections.put_into(&mut values);
    Ok(values)
}
