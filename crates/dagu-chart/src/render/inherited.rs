//! What takes the place of a value that a text does not have: the defaults, and the sections that a section inherits from.

use serde_json::Value;

use crate::keys::PodSetting;
use crate::path::Step;
use crate::values;

/// Sections whose settings are those of their pods.
const COMPONENTS: [&str; 3] = ["coordinator", "scheduler", "ui"];

/// The values that would be used at a path without the one in `text`.
pub(super) fn behind<'v>(text: &'v Value, defaults: &'v Value, steps: &[Step<'_>]) -> Vec<&'v Value> {
    let mut behind = Vec::from_iter(at(defaults, steps));
    let is = |step: &Step<'_>, names: &[&str]| matches!(step, Step::Key(key) if names.contains(&&**key));
    let (setting, shared): (_, &[&str]) = match steps {
        [section, _, setting @ ..] if is(section, &["workerPools"]) => (setting, &["worker"]),
        [section, setting @ ..] if is(section, &COMPONENTS) => (setting, &[]),
        _ => (&[][..], &[]),
    };
    let is_setting = matches!(setting, [Step::Key(key), ..] if PodSetting::named(key).is_some());
    for values in [text, defaults].into_iter().filter(|_| is_setting) {
        behind.extend(shared.iter().filter_map(|section| at(values.get(section)?, setting)));
        behind.extend(at(values, setting));
    }
    behind.retain(|value| !value.is_null());
    behind
}

/// Adds what a map lacks of another one, at every level, in the form that `added` gives it.
pub(super) fn complete(value: &mut Value, other: &Value, added: &dyn Fn(&Value) -> Value) {
    let (Value::Object(map), Value::Object(other)) = (value, other) else { return };
    for (key, other) in other {
        match map.get_mut(key) {
            Some(value) => complete(value, other, added),
            None if other.is_null() || values::is_empty(other) => {}
            None => {
                map.insert(key.clone(), added(other));
            }
        }
    }
}

/// The value at a path.
pub(super) fn at<'v>(value: &'v Value, steps: &[Step<'_>]) -> Option<&'v Value> {
    steps.iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get(&**key),
        Step::Index(index) => value.get(*index),
    })
}
