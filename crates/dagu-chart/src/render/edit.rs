//! Changes values in a text and keeps everything else: comments, order and quoting.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use dagu_chart_api::{ChangedValue, EditRequest, NewName, ValuesText};
use serde_json::{Map, Value};

use super::below::Below;
use super::editable::{SHARED, editable, path_steps};
use super::inherited::{at, behind, complete, settle};
use super::named::{copied, reads_as, renamed, taken};
use crate::emit;
use crate::path::Step;
use crate::values::{coalesce, set};
use crate::yaml;

/// The text with the changes, or one lowercase sentence that says why they are not possible.
pub fn edit(request: &EditRequest) -> Result<String, String> {
    let below = Below::of(&request.below)?;
    let mut text = Cow::Borrowed(&*request.text);
    for new in &request.rename {
        text = named(&text, new, &below, Naming::Rename)?.into();
    }
    for new in &request.copy {
        text = named(&text, new, &below, Naming::Copy)?.into();
    }
    for path in &request.restore {
        text = restored(&text, path, &request.from, &below)?.into();
    }
    changed(&text, request, &below)
}

/// How a key gets a name.
#[derive(Clone, Copy, PartialEq)]
enum Naming {
    Rename,
    Copy,
}

/// The text after a key has its new name, with the value that it had.
fn named(text: &str, new: &NewName, below: &Below, naming: Naming) -> Result<String, String> {
    let old = path_steps(&new.path)?;
    let mut steps = old.clone();
    steps.pop();
    steps.push(Step::Key((&*new.name).into()));
    let values = values(text)?;
    let merged = below.under(&values);
    if below.fills(&steps) || at(&values, &steps).is_some() || at(&merged, &steps).is_some() {
        return Err(taken(&new.name));
    }
    let written = at(&values, &old);
    let mut wanted = behind(&merged, &old).first().copied();
    if written.is_some_and(Value::is_null) {
        let mut without = values.clone();
        delete(&mut without, &old, below);
        if at(&without, &old).is_some() {
            return Err(format!("`{}` is null", new.path));
        }
        wanted = None;
    }
    let text = match (naming, wanted, written) {
        (_, Some(_), None) => text.to_owned(),
        (Naming::Rename, ..) => renamed(text, new)?,
        (Naming::Copy, ..) => copied(text, new)?,
    };
    let Some(wanted) = wanted else { return Ok(text) };
    let text = reading_as(&text, &steps, wanted, below)?;
    if naming == Naming::Copy {
        return Ok(text);
    }
    let mut values = self::values(&text)?;
    delete(&mut values, &old, below);
    becoming(&text, values)
}

/// The text with the value and the comments of a key of other texts.
fn restored(text: &str, path: &str, from: &[ValuesText], below: &Below) -> Result<String, String> {
    let steps = path_steps(path)?;
    let others = Below::of(from)?.under(&Map::new().into());
    let Some(wanted) = at(&others, &steps).filter(|value| !value.is_null()) else {
        return Err(format!("`{path}` is not among the values to restore"));
    };
    let mut values = values(text)?;
    if at(&values, &steps).is_some_and(|value| !value.is_null()) {
        return Err(format!("`{path}` is already there"));
    }
    remove(&mut values, &steps);
    if at(&below.under(&values), &steps) == Some(wanted) {
        return becoming(text, values);
    }
    put(&mut values, &steps, Value::Null);
    let text = becoming(text, values)?;
    let placed = from.iter().rev().find_map(|other| placed(&text, &other.text, &steps));
    reading_as(placed.as_ref().unwrap_or(&text), &steps, wanted, below)
}

/// The text with the lines of a key of another text in the place of its null. None if the other text does not have them,
/// or if they mean something else here.
fn placed(text: &str, other: &str, steps: &[Step<'_>]) -> Option<String> {
    let other = yaml::read_manifest(other).ok()?;
    let document = editable(text).ok()?;
    let edit = document.replaced(steps, &other.entry_lines(steps)?)?;
    let edited = yaml::applied(text, &[edit])?;
    let value = at(&Value::Object(other.value), steps).filter(|value| value.is_object())?.clone();
    let mut wanted = Value::Object(document.value);
    put(&mut wanted, steps, value);
    reads_as(&edited, wanted.as_object()?).then_some(edited)
}

/// The text with the edits after which it reads as `wanted` at a path.
fn reading_as(text: &str, steps: &[Step<'_>], wanted: &Value, below: &Below) -> Result<String, String> {
    let before = values(text)?;
    let mut values = before.clone();
    if !at(&values, steps).is_some_and(Value::is_object) {
        put(&mut values, steps, Map::new().into());
    }
    let merged = below.under(&values);
    let is_inherited = |steps: &[Step<'_>]| !behind(&merged, steps).is_empty();
    if let (Some(value), Some(read)) = (place(&mut values, steps), at(&merged, steps)) {
        settle(value, read, wanted, &mut steps.to_vec(), &is_inherited);
    }
    if values == before {
        return Ok(text.to_owned());
    }
    let document = editable(text)?;
    let parted = document.parted(steps).and_then(|edits| yaml::applied(text, &edits));
    let parted = parted.filter(|parted| reads_as(parted, &document.value));
    becoming(parted.as_deref().unwrap_or(text), values)
}

fn values(text: &str) -> Result<Value, String> {
    editable(text).map(|document| Value::Object(document.value))
}

/// The text with the values that are removed, changed and set.
fn changed(text: &str, request: &EditRequest, below: &Below) -> Result<String, String> {
    let mut wanted = values(text)?;
    for path in &request.remove {
        remove(&mut wanted, &path_steps(path)?);
    }
    for path in &request.delete {
        delete(&mut wanted, &path_steps(path)?, below);
    }
    for ChangedValue { path, value } in &request.changes {
        set_at(&mut wanted, path, value.clone())?;
    }
    for ChangedValue { path, value } in &request.replace {
        let mut value = value.clone();
        // What is added to a map is added to an empty one.
        set_at(&mut wanted, path, Map::new().into())?;
        for other in behind(&below.under(&wanted), &path_steps(path)?) {
            complete(&mut value, other);
        }
        set_at(&mut wanted, path, value)?;
    }
    let Value::Object(mut wanted) = wanted else { return Err("values are a map".to_owned()) };
    for argument in &request.set {
        let mut set = wanted.clone();
        if set::apply(&mut set, argument).is_err() {
            // Helm cannot set a key of a null; in a file, a section without keys is one.
            let mut alone = Map::new();
            set::apply(&mut alone, argument)?;
            set = wanted;
            coalesce::merge(&mut set, alone);
        }
        wanted = set;
    }
    becoming(text, wanted.into())
}

/// The text with the edits after which it has these values.
fn becoming(text: &str, wanted: Value) -> Result<String, String> {
    let document = editable(text)?;
    let Value::Object(wanted) = wanted else { return Err("values are a map".to_owned()) };
    if wanted == document.value {
        return Ok(text.to_owned());
    }
    let edited = match document.edits_in_place(&wanted) {
        Some(edits) => yaml::applied(text, &edits),
        // There are no comments between the values of such a text.
        None if document.value.is_empty() => match document.edits(&wanted) {
            Some(edits) => yaml::applied(text, &edits),
            None => appended(text, wanted),
        },
        None => None,
    };
    edited.ok_or_else(|| SHARED.to_owned())
}

/// A text without values, with these after its comments. `None` if they would not be read there.
fn appended(text: &str, values: Map<String, Value>) -> Option<String> {
    let mut printed = Vec::new();
    emit::object(&values.clone().into(), &mut printed);
    let newline = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let appended = [text, newline, &*String::from_utf8_lossy(&printed)].concat();
    yaml::read_manifest(&appended).is_ok_and(|read| read.value == values).then_some(appended)
}

/// Sets the value at a path.
fn set_at(values: &mut Value, path: &str, value: Value) -> Result<(), String> {
    let is_set = put(values, &path_steps(path)?, value);
    is_set.ok_or_else(|| format!("cannot set `{path}`: the list is too short; add its items in order"))
}

/// The same; `None` if a list is too short.
fn put(values: &mut Value, steps: &[Step<'_>], value: Value) -> Option<()> {
    *place(values, steps)? = value;
    Some(())
}

/// The place of the value at a path, which is added; `None` if a list is too short.
fn place<'v>(mut place: &'v mut Value, steps: &[Step<'_>]) -> Option<&'v mut Value> {
    for step in steps {
        place = match step {
            Step::Key(key) => {
                if !place.is_object() {
                    *place = Map::new().into();
                }
                place.as_object_mut()?.entry(&**key).or_insert(Value::Null)
            }
            Step::Index(index) => {
                if !place.is_array() {
                    *place = Vec::<Value>::new().into();
                }
                let list = place.as_array_mut()?;
                if list.len() == *index {
                    list.push(Value::Null);
                }
                list.get_mut(*index)?
            }
        };
    }
    Some(place)
}

/// Deletes the value at a path: null keeps what would take its place away.
fn delete(values: &mut Value, steps: &[Step<'_>], below: &Below) {
    remove(values, steps);
    if !behind(&below.under(values), steps).is_empty() {
        put(values, steps, Value::Null);
    }
}

/// Removes the value at a path, if it is there.
fn remove(place: &mut Value, steps: &[Step<'_>]) {
    match (steps, place) {
        ([Step::Key(key)], Value::Object(map)) => {
            map.remove(&**key);
        }
        ([Step::Index(index)], Value::Array(list)) if *index < list.len() => {
            list.remove(*index);
        }
        ([Step::Key(key), rest @ ..], Value::Object(map)) => {
            if let Some(below) = map.get_mut(&**key) {
                remove(below, rest);
            }
        }
        ([Step::Index(index), rest @ ..], Value::Array(list)) => {
            if let Some(below) = list.get_mut(*index) {
                remove(below, rest);
            }
        }
        _ => {}
    }
}
