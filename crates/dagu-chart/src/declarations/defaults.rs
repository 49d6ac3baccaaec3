//! The declarations as `chart/values.yaml`: every key that has a default, with its description.

use serde_json::Value;

use crate::keys::{Holds, Key, Object, PodSetting, PodSettings, Section};
use crate::values::Values;

/// The text of `chart/values.yaml` after its head.
pub fn values_yaml() -> String {
    let mut text = String::new();
    for key in Values::OBJECT.keys {
        if key.name == FIRST_SECTION {
            text.push_str(SETTINGS);
            for (setting, default) in with_default(Values::OBJECT.settings, &Value::Null) {
                text.push('\n');
                pod_setting(&setting.key, &default, 0, &mut text);
            }
        }
        let default = default(key, &Value::Null);
        if has_default(key, &default) {
            text.push('\n');
            entry(key, &default, 0, &mut text);
        }
    }
    text
}

/// The settings of all pods come before this section.
const FIRST_SECTION: &str = "coordinator";
const SETTINGS: &str = "
# The settings of all pods. coordinator, scheduler, ui, worker and each worker pool take the same keys and more; their
# settings override these.
";

/// A key's own default, or its default in that of the map above.
fn default(key: &Key, above: &Value) -> Value {
    match key.default {
        "" => above.get(key.name).cloned().unwrap_or_default(),
        json => serde_json::from_str(json).expect("a default is JSON"),
    }
}

fn has_default(key: &Key, default: &Value) -> bool {
    !default.is_null() || matches!(key.holds, Holds::Object(object) if has_default_below(object, default))
}

/// A key with its comment and its default.
fn entry(key: &Key, default: &Value, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    let mark = if matches!(key.holds, Holds::Object(_)) { "# " } else { "# -- " };
    text.push_str(&format!("{indent}{mark}{}\n{indent}{}:", key.text(), key.name));
    match (key.holds, default) {
        (Holds::Object(object), default) if has_default_below(object, default) => {
            text.push('\n');
            keys(object, default, depth + 1, text);
        }
        (Holds::Map(Holds::Object(object)), Value::Object(map)) => {
            text.push('\n');
            for (name, entry) in map {
                text.push_str(&format!("{indent}  {name}:\n"));
                keys(object, entry, depth + 2, text);
            }
        }
        _ => plain(default, depth + 1, text),
    }
}

fn has_default_below(object: &Object, default: &Value) -> bool {
    let is_filled = default.as_object().is_some_and(|map| !map.is_empty());
    is_filled
        || object.keys.iter().any(|key| has_default(key, &self::default(key, default)))
        || with_default(object.settings, &Value::Null).next().is_some()
}

/// The keys of a map that have a default; in a section, those that all sections have come first.
fn keys(object: &Object, defaults: &Value, depth: usize, text: &mut String) {
    let section = object.settings.filter(|settings| settings.section != Section::Release);
    for (setting, default) in with_default(section, defaults) {
        pod_setting(&setting.key, &default, depth, text);
    }
    for key in object.keys {
        let default = default(key, defaults);
        if has_default(key, &default) {
            entry(key, &default, depth, text);
        }
    }
}

/// The settings of a section that have a default there.
fn with_default(
    settings: Option<PodSettings>,
    defaults: &Value,
) -> impl Iterator<Item = (&'static PodSetting, Value)> {
    settings.into_iter().flat_map(move |settings| {
        settings.iter().filter_map(move |setting| {
            let of_section = defaults.get(setting.key.name).cloned();
            let inherited = serde_json::from_str(setting.default_in(settings.section)).ok();
            Some((setting, of_section.or(inherited)?))
        })
    })
}

/// A setting of pods. The keys below it have no comments: they are fields of Kubernetes.
fn pod_setting(key: &Key, default: &Value, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    text.push_str(&format!("{indent}# -- {}\n{indent}{}:", key.text(), key.name));
    plain(default, depth + 1, text);
}

/// A value after its key, and the end of its line.
fn plain(value: &Value, depth: usize, text: &mut String) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            text.push('\n');
            for (key, value) in map {
                text.push_str(&format!("{}{key}:", "  ".repeat(depth)));
                plain(value, depth + 1, text);
            }
        }
        Value::String(word) if is_plain(word) => text.push_str(&format!(" {word}\n")),
        value => text.push_str(&format!(" {value}\n")),
    }
}

/// Whether all YAML parsers read the word as a string without quotes.
fn is_plain(word: &str) -> bool {
    let begins_well = word.starts_with(|first: char| first.is_ascii_alphabetic());
    let is_letter = |c: char| c.is_ascii_alphanumeric() || "-./".contains(c);
    begins_well && word.len() > 5 && word.chars().all(is_letter) || is_size(word)
}

/// Whether it is a quantity such as `128Mi`, which no YAML parser reads as a number.
fn is_size(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    digits.len() < word.len() && ["m", "Mi", "Gi", "h"].contains(&digits)
}
