//! Extra objects that Helm would not install as intended.

use std::borrow::Cow;

use serde_json::Value;

use super::{Rule, Subject, hooks};
use crate::diagnostic::{Finding, Findings, Severity};
use crate::invalid;
use crate::path::ValuePath;
use crate::stream::ObjectReferences;

/// The item is not a map.
pub(super) const EXTRA_NOT_A_MAP: Rule = Rule {
    code: "D0901",
    name: "extra-object-not-a-map",
    severity: Severity::Error,
    doc: doc!(
        "Each item of `extraObjects` is a Kubernetes object, written as a YAML map. Unlike in some other charts, it cannot be a string that contains YAML or a template."
    ),
};

/// The object lacks something that every object needs.
pub(super) const EXTRA_INCOMPLETE: Rule = Rule {
    code: "D0902",
    name: "extra-object-incomplete",
    severity: Severity::Error,
    doc: doc!(
        "Every object needs an `apiVersion`, a `kind` and a `metadata.name`. `metadata.generateName` is not enough, because Helm tracks objects by their names."
    ),
};

/// A List of objects.
pub(super) const EXTRA_LIST: Rule = Rule {
    code: "D0903",
    name: "extra-object-list",
    severity: Severity::Error,
    doc: doc!(
        "A List contains several objects, which the chart cannot sort or check for duplicates. Add each object to `extraObjects` as an item of its own."
    ),
};

/// Helm would install one of the two at random.
pub(super) const EXTRA_DUPLICATE: Rule = Rule {
    code: "D0905",
    name: "extra-object-duplicate",
    severity: Severity::Error,
    doc: doc!(
        "The chart already creates this object, or it is in `extraObjects` twice. Helm would install only one of the two. Change the name of the extra object, or remove it."
    ),
};

/// Nothing would render the template.
pub(super) const EXTRA_TEMPLATE: Rule = Rule {
    code: "D0908",
    name: "extra-object-template",
    severity: Severity::Error,
    doc: doc!(
        "Helm does not render templates in values, so `{{ … }}` in an extra object stays as it is. The chart refuses it in `apiVersion`, `kind`, `metadata.name`, `metadata.namespace`, labels and annotations, where it is never intended; in `data` and `spec` it may be ordinary text. Write the result instead of the template."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let path = ValuePath::of("extraObjects");
    for (index, object) in subject.values.extra_objects.iter().enumerate() {
        let path = path.index(index);
        if let Some(problem) = problem(object, &path) {
            diagnostics.push(problem);
            continue;
        }
        for (path, help) in templates(object, &path) {
            diagnostics.push(EXTRA_TEMPLATE.at(path, "Helm does not render templates in values", help));
        }
    }
}

/// The object without the templates in its metadata, which are reported by themselves and match no format.
pub(super) fn without_templates(object: &Value) -> Cow<'_, Value> {
    if templates(object, &ValuePath::root()).is_empty() {
        return Cow::Borrowed(object);
    }
    let mut object = object.clone();
    if let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) {
        metadata.retain(|_, value| !is_template(value));
        for key in MAPS {
            if let Some(map) = metadata.get_mut(key).and_then(Value::as_object_mut) {
                map.retain(|name, value| !has_template(name) && !is_template(value));
            }
        }
    }
    Cow::Owned(object)
}

/// The extra objects that the chart already made, or that are in the list twice.
pub(crate) fn duplicates(made: &mut ObjectReferences, extra: &[Value]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, object) in extra.iter().enumerate() {
        if let Some(identity) = made.add(object, "", "") {
            found.push(EXTRA_DUPLICATE.at(
                ValuePath::of("extraObjects").index(index),
                format!("the release already has a {}", identity.described()),
                "change its `metadata.name`, or remove it",
            ));
        }
    }
    found
}

/// Why the item cannot be installed as an object.
pub(super) fn problem(object: &Value, path: &ValuePath) -> Option<Finding> {
    let Value::Object(map) = object else {
        let message = "an extra object must be a map";
        return Some(EXTRA_NOT_A_MAP.at(path, message, "write the object as a YAML map, not as a string"));
    };
    // The chart adds annotations to every object later.
    let is_map = |pointer: &str| object.pointer(pointer).is_none_or(Value::is_object);
    let kind = map.get("kind").and_then(Value::as_str).unwrap_or_default();
    if kind.ends_with("List") && map.get("items").is_some_and(Value::is_array) {
        return Some(EXTRA_LIST.at(
            path,
            format!("a {} contains several objects", kind.escape_debug()),
            "add each of its items to `extraObjects` instead",
        ));
    }
    for required in ["apiVersion", "kind", "metadata.name"] {
        let pointer = format!("/{}", required.replace('.', "/"));
        match object.pointer(&pointer) {
            Some(Value::String(text)) if !text.is_empty() => {}
            Some(value @ (Value::Bool(_) | Value::Number(_))) => {
                let path = required.split('.').fold(path.clone(), |path, key| path.key(key));
                return Some(invalid::wrong_type(value, &["string"], &path));
            }
            _ => {
                let message = format!("`{required}` is missing or not a string");
                return Some(EXTRA_INCOMPLETE.at(path, message, format!("set `{required}`")));
            }
        }
    }
    if !is_map("/metadata/annotations") {
        let path = path.key("metadata").key("annotations");
        return Some(EXTRA_INCOMPLETE.at(
            &path,
            "`metadata.annotations` must be a map",
            "write the annotations as `key: value` lines",
        ));
    }
    let is_hook = object.pointer("/metadata/annotations")?.get(hooks::ANNOTATION).is_some();
    is_hook.then(|| hooks::found(&path.key("metadata").key("annotations")))
}

/// The maps of strings in the metadata of an object.
const MAPS: [&str; 2] = ["labels", "annotations"];

fn has_template(text: &str) -> bool {
    text.contains("{{")
}

fn is_template(value: &Value) -> bool {
    value.as_str().is_some_and(has_template)
}

/// The templates in places where braces cannot be intended as text, each with its help.
fn templates(object: &Value, path: &ValuePath) -> Vec<(ValuePath, &'static str)> {
    const PLAIN: &str = "write the result instead of the template";
    let mut found = Vec::new();
    for key in ["apiVersion", "kind"] {
        if is_template(&object[key]) {
            found.push((path.key(key), PLAIN));
        }
    }
    let (metadata, path) = (&object["metadata"], path.key("metadata"));
    for (key, help) in [
        (
            "name",
            "write the result instead of the template; include the release name if the object needs it in its name",
        ),
        ("namespace", "remove it to use the namespace of the release, or write the name of a namespace"),
    ] {
        if is_template(&metadata[key]) {
            found.push((path.key(key), help));
        }
    }
    for key in MAPS {
        for (name, value) in metadata[key].as_object().into_iter().flatten() {
            if has_template(name) || is_template(value) {
                found.push((path.key(key).key(name), PLAIN));
            }
        }
    }
    found
}
