//! A character that server-side apply does not preserve.

use serde_json::Value;

use super::Rule;
use crate::diagnostic::{Findings, Severity};
use crate::path::ValuePath;

const NEL: char = '\u{85}';

/// The API server turns it into a space.
pub(super) const NEXT_LINE: Rule = Rule {
    code: "D0108",
    name: "next-line-character",
    severity: Severity::Warning,
    doc: doc!(
        "With server-side apply, the API server reads the character U+0085 (next line) in a string as a space, also if it is escaped. Remove the character."
    ),
};

/// Checks every string in a value.
pub(crate) fn check(value: &Value, diagnostics: &mut Findings) {
    // The character is rare, so most values need no paths.
    if holds(value) {
        find(value, &ValuePath::root(), diagnostics);
    }
}

fn holds(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains(NEL),
        Value::Array(list) => list.iter().any(holds),
        Value::Object(map) => map.values().any(holds),
        _ => false,
    }
}

fn find(value: &Value, path: &ValuePath, diagnostics: &mut Findings) {
    match value {
        Value::String(text) if text.contains(NEL) => diagnostics.push(NEXT_LINE.at(
            path,
            "the string contains the character U+0085 (next line), which the API server turns into a space",
            "remove the character",
        )),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, item)| find(item, &path.index(index), diagnostics));
        }
        Value::Object(map) => {
            map.iter().for_each(|(key, value)| find(value, &path.key(key), diagnostics));
        }
        _ => {}
    }
}
