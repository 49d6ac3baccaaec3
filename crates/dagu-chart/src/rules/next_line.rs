//! A character that no manifest can carry to a cluster.

use serde_json::Value;

use super::Rule;
use crate::diagnostic::{Findings, Severity};
use crate::path::ValuePath;

const NEL: char = '\u{85}';

/// The API server makes a space of it.
pub(super) const NEXT_LINE: Rule = Rule {
    code: "D0108",
    name: "next-line-character",
    severity: Severity::Warning,
    doc: doc!(
        "On server-side apply, the API server reads U+0085 (next line) inside a string as a space, however it is written."
    ),
};

/// Checks every string below a value.
pub(crate) fn check(value: &Value, diagnostics: &mut Findings) {
    // Nearly always there is none, and then no path has to be composed.
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
            "the string holds the character U+0085, which the API server turns into a space",
            "remove it",
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
