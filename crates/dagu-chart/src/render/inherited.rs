//! What takes the place of a value that a text does not have, and how a text comes to read as a value.

use serde_json::{Map, Value};

use crate::keys::PodSetting;
use crate::path::Step;
use crate::values;

/// Sections whose settings are those of their pods.
const COMPONENTS: [&str; 3] = ["coordinator", "scheduler", "ui"];

/// What is used at a path of merged values: its value, and those that its section inherits, the nearest first.
pub(super) fn behind<'v>(values: &'v Value, steps: &[Step<'_>]) -> Vec<&'v Value> {
    let mut behind = Vec::from_iter(at(values, steps));
    let is = |step: &Step<'_>, names: &[&str]| matches!(step, Step::Key(key) if names.contains(&&**key));
    let (setting, shared): (_, &[&str]) = match steps {
        [section, _, setting @ ..] if is(section, &["workerPools"]) => (setting, &["worker"]),
        [section, setting @ ..] if is(section, &COMPONENTS) => (setting, &[]),
        _ => (&[][..], &[]),
    };
    if matches!(setting, [Step::Key(key), ..] if PodSetting::named(key).is_some()) {
        behind.extend(shared.iter().filter_map(|section| at(values.get(section)?, setting)));
        behind.extend(at(values, setting));
    }
    behind.retain(|value| !value.is_null());
    behind
}

/// Adds what a map lacks of another one as null, at every level.
pub(super) fn complete(value: &mut Value, other: &Value) {
    let (Value::Object(map), Value::Object(other)) = (value, other) else { return };
    for (key, other) in other {
        match map.get_mut(key) {
            Some(value) => complete(value, other),
            None if other.is_null() || values::is_empty(other) => {}
            None => {
                map.insert(key.clone(), Value::Null);
            }
        }
    }
}

/// Changes what a text has at a path, so that it reads as `wanted` instead of `read`. A null that removes nothing any
/// more stays, unless it would keep out what `is_inherited`.
pub(super) fn settle<'s>(
    written: &mut Value,
    read: &Value,
    wanted: &'s Value,
    steps: &mut Vec<Step<'s>>,
    is_inherited: &dyn Fn(&[Step<'_>]) -> bool,
) {
    if read == wanted {
        return;
    }
    let (Value::Object(read), Value::Object(wanted)) = (read, wanted) else {
        *written = wanted.clone();
        return;
    };
    if !written.is_object() {
        *written = Map::new().into();
    }
    let Value::Object(map) = written else { return };
    for (key, wanted) in wanted {
        let read = read.get(key);
        let adds_nothing = read.is_none() && wanted.as_object().is_some_and(Map::is_empty);
        if read != Some(wanted) && !adds_nothing {
            steps.push(Step::Key(key.into()));
            let written = map.entry(key.clone()).or_insert(Value::Null);
            settle(written, read.unwrap_or(&Value::Null), wanted, steps, is_inherited);
            steps.pop();
        }
    }
    for (key, read) in read.iter().filter(|(key, _)| !wanted.contains_key(*key)) {
        steps.push(Step::Key(key.clone().into()));
        if !read.is_null() {
            map.insert(key.clone(), Value::Null);
        } else if is_inherited(steps) {
            map.remove(key);
        }
        steps.pop();
    }
}

/// The value at a path.
pub(super) fn at<'v>(value: &'v Value, steps: &[Step<'_>]) -> Option<&'v Value> {
    steps.iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get(&**key),
        Step::Index(index) => value.get(*index),
    })
}
