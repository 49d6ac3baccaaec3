//! Changes values in a text and keeps everything else: comments, order and quoting.

use std::borrow::Cow;

use dagu_chart_api::{ChangedValue, EditRequest, NewName};
use serde_json::{Map, Value};

use super::defaults;
use super::editable::{SHARED, editable, path_steps};
use super::inherited::{at, behind, complete};
use super::named::{copied, renamed, taken};
use crate::emit;
use crate::path::{Step, ValuePath};
use crate::values::{coalesce, set};
use crate::yaml;

/// The text with the changes, or one lowercase sentence that says why they are not possible.
pub fn edit(request: &EditRequest) -> Result<String, String> {
    let defaults = defaults::values().into();
    let mut text = Cow::Borrowed(&*request.text);
    for new in &request.rename {
        text = named(&text, new, &defaults, renamed, &[&new.path])?.into();
    }
    for new in &request.copy {
        text = named(&text, new, &defaults, copied, &[])?.into();
    }
    changed(&text, request, &defaults)
}

/// The text after `rewrite` has given a key its new name, with what would be used instead of the old one. `gone` are the
/// paths at which nothing must come back then.
fn named(
    text: &str,
    new: &NewName,
    defaults: &Value,
    rewrite: fn(&str, &NewName) -> Result<String, String>,
    gone: &[&String],
) -> Result<String, String> {
    let old = path_steps(&new.path)?;
    let mut steps = old.clone();
    steps.pop();
    steps.push(Step::Key((&*new.name).into()));
    if at(defaults, &steps).is_some() {
        return Err(taken(&new.name));
    }
    let values = Value::Object(editable(text)?.value);
    let written = at(&values, &old);
    let others = behind(&values, defaults, &old);
    let [nearest, ..] = &*others else { return rewrite(text, new) };
    if written.is_some_and(Value::is_null) {
        return Err(format!("`{}` is null", new.path));
    }
    let text = if written.is_some() { rewrite(text, new)?.into() } else { Cow::Borrowed(text) };
    let mut value = written.unwrap_or(nearest).clone();
    others.iter().for_each(|other| complete(&mut value, other, &Value::clone));
    let changes = vec![ChangedValue { path: ValuePath::to(&steps).to_string(), value }];
    let delete = gone.iter().copied().cloned().collect();
    changed(&text, &EditRequest { changes, delete, ..EditRequest::default() }, defaults)
}

/// The text with the values that are removed, changed and set.
fn changed(text: &str, request: &EditRequest, defaults: &Value) -> Result<String, String> {
    let document = editable(text)?;
    let mut wanted = Value::Object(document.value.clone());
    for path in &request.remove {
        remove(&mut wanted, &path_steps(path)?);
    }
    for path in &request.delete {
        let steps = path_steps(path)?;
        remove(&mut wanted, &steps);
        if !behind(&wanted, defaults, &steps).is_empty() {
            set_at(&mut wanted, path, &steps, Value::Null)?;
        }
    }
    for ChangedValue { path, value } in &request.changes {
        set_at(&mut wanted, path, &path_steps(path)?, value.clone())?;
    }
    for ChangedValue { path, value } in &request.replace {
        let steps = path_steps(path)?;
        let mut value = value.clone();
        for other in behind(&wanted, defaults, &steps) {
            complete(&mut value, other, &|_| Value::Null);
        }
        set_at(&mut wanted, path, &steps, value)?;
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
fn set_at(values: &mut Value, path: &str, steps: &[Step<'_>], value: Value) -> Result<(), String> {
    let is_set = put(values, steps, value);
    is_set.ok_or_else(|| format!("cannot set `{path}`: the list is too short; add its items in order"))
}

/// The same; `None` if a list is too short.
fn put(mut place: &mut Value, steps: &[Step<'_>], value: Value) -> Option<()> {
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
    *place = value;
    Some(())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_take_all_stack() {
        for path in ["a".to_owned() + &".a".repeat(100_000), "a".to_owned() + &"[0]".repeat(100_000)] {
            let changes = vec![ChangedValue { path: path.clone(), value: Value::Null }];
            let set = EditRequest { changes, ..EditRequest::default() };
            let remove = EditRequest { remove: vec![path], ..EditRequest::default() };
            assert!(edit(&set).is_err() && edit(&remove).is_err());
        }
    }
}
