//! Gives a key of a text another name, or copies it, and keeps its comments, order and quoting.

use dagu_chart_api::NewName;
use serde_json::{Map, Value};

use super::editable::{SHARED, editable, path_steps};
use crate::path::Step;
use crate::yaml::{self, Parsed};

/// The text with another name for a key.
pub(super) fn renamed(text: &str, NewName { path, name }: &NewName) -> Result<String, String> {
    let document = editable(text)?;
    let steps = path_steps(path)?;
    let mut wanted = document.value.clone();
    let (map, key) = entry(&mut wanted, &steps, path)?;
    if let Some(value) = map.remove(key) {
        map.insert(name.clone(), value);
    }
    let edited = document.renamed(&steps, name).and_then(|edit| yaml::applied(text, &[edit]));
    edited.filter(|edited| reads_as(edited, &wanted)).ok_or_else(|| SHARED.to_owned())
}

/// The text with a copy of a key.
pub(super) fn copied(text: &str, NewName { path, name }: &NewName) -> Result<String, String> {
    let document = editable(text)?;
    let steps = path_steps(path)?;
    let mut wanted = document.value.clone();
    let (map, key) = entry(&mut wanted, &steps, path)?;
    if let Some(value) = map.get(key).cloned() {
        map.insert(name.clone(), value);
    }
    let edited = document.copied(&steps, name).and_then(|edit| yaml::applied(text, &[edit]));
    let edited = edited.filter(|edited| reads_as(edited, &wanted));
    // Between braces the copy is printed anew.
    let edited = edited.or_else(|| added(&document, text, &wanted));
    edited.ok_or_else(|| SHARED.to_owned())
}

fn added(document: &Parsed<'_>, text: &str, wanted: &Map<String, Value>) -> Option<String> {
    yaml::applied(text, &document.edits_in_place(wanted)?)
}

/// The map with the key at a path, and the key.
fn entry<'v, 's>(
    values: &'v mut Map<String, Value>,
    steps: &'s [Step<'_>],
    path: &str,
) -> Result<(&'v mut Map<String, Value>, &'s str), String> {
    let missing = || format!("`{path}` is not in the text");
    let Some((Step::Key(key), above)) = steps.split_last() else {
        return Err(format!("`{path}` is not a key"));
    };
    let mut map = values;
    for step in above {
        let Step::Key(step) = step else { return Err(missing()) };
        map = map.get_mut(&**step).and_then(Value::as_object_mut).ok_or_else(missing)?;
    }
    if !map.contains_key(&**key) {
        return Err(missing());
    }
    Ok((map, key))
}

/// Why a key cannot have a name.
pub(super) fn taken(name: &str) -> String {
    format!("`{name}` is already there; choose another name")
}

/// Whether a text has these values, each key once.
pub(super) fn reads_as(text: &str, wanted: &Map<String, Value>) -> bool {
    editable(text).is_ok_and(|document| document.value == *wanted)
}
