//! Objects of the user's own that Helm would not install as they are meant.

use std::borrow::Cow;

use serde_json::Value;

use super::{Rule, Subject, hooks};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::misfit;
use crate::path::ValuePath;
use crate::stream::ObjectReferences;

/// The item is not an object at all.
pub(super) const EXTRA_NOT_A_MAP: Rule = Rule {
    code: "D0901",
    name: "extra-object-not-a-map",
    severity: Severity::Error,
    doc: doc!(
        "An extra object is a map. Text with YAML or with templates in it, as other charts take it, is not read."
    ),
};

/// Something that every object has is missing.
pub(super) const EXTRA_INCOMPLETE: Rule = Rule {
    code: "D0902",
    name: "extra-object-incomplete",
    severity: Severity::Error,
    doc: doc!(
        "Every object has an apiVersion, a kind and a name. Helm keeps track of objects by their names, so a generated one does not do."
    ),
};

/// Several objects in one.
pub(super) const EXTRA_LIST: Rule = Rule {
    code: "D0903",
    name: "extra-object-list",
    severity: Severity::Error,
    doc: doc!("The objects inside a List could be neither put in order nor checked for duplicates."),
};

/// Helm would install one of the two, at random.
pub(super) const EXTRA_DUPLICATE: Rule = Rule {
    code: "D0905",
    name: "extra-object-duplicate",
    severity: Severity::Error,
    doc: doc!(
        "An extra object is one that the chart makes itself, or stands in the list twice: Helm would install only one of them."
    ),
};

/// The template would leave as it is written.
pub(super) const EXTRA_TEMPLATE: Rule = Rule {
    code: "D0908",
    name: "extra-object-template",
    severity: Severity::Error,
    doc: doc!(
        "Extra objects are not templates: Helm does not expand what stands in values. Braces in a name, a label or an annotation are always meant as a template, and Kubernetes refuses most of them; in `data` and `spec` they may be meant as text."
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
            diagnostics.push(EXTRA_TEMPLATE.at(path, "templates are not expanded in extra objects", help));
        }
    }
}

/// The object without the templates in its metadata: they have a finding of their own, and no format.
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

/// The extra objects that are among those made already, or stand in the list twice.
pub(crate) fn duplicates(made: &mut ObjectReferences, extra: &[Value]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (index, object) in extra.iter().enumerate() {
        if let Some(identity) = made.add(object, "", "") {
            found.push(EXTRA_DUPLICATE.at(
                ValuePath::of("extraObjects").index(index),
                format!("there is a {} already", identity.described()),
                "give it another name, or remove it",
            ));
        }
    }
    found
}

/// What the object lacks so that it is none.
pub(super) fn problem(object: &Value, path: &ValuePath) -> Option<Diagnostic> {
    let Value::Object(map) = object else {
        let message = "an extra object is a map, and this is something else";
        return Some(EXTRA_NOT_A_MAP.at(path, message, "write the object itself, not a text that holds it"));
    };
    // Every object is signed and annotated later, so these have to be maps.
    let is_map = |pointer: &str| object.pointer(pointer).is_none_or(Value::is_object);
    let kind = map.get("kind").and_then(Value::as_str).unwrap_or_default();
    if kind.ends_with("List") && map.get("items").is_some_and(Value::is_array) {
        return Some(EXTRA_LIST.at(path, "this is a list of objects", "write its items one by one"));
    }
    for required in ["apiVersion", "kind", "metadata.name"] {
        let pointer = format!("/{}", required.replace('.', "/"));
        match object.pointer(&pointer) {
            Some(Value::String(text)) if !text.is_empty() => {}
            Some(value @ (Value::Bool(_) | Value::Number(_))) => {
                let path = required.split('.').fold(path.clone(), |path, key| path.key(key));
                return Some(misfit::wrong_type(value, &["string"], &path));
            }
            _ => {
                let message = format!("the object has no `{required}` that is a string");
                return Some(EXTRA_INCOMPLETE.at(path, message, "add it"));
            }
        }
    }
    if !is_map("/metadata/annotations") {
        let path = path.key("metadata").key("annotations");
        return Some(EXTRA_INCOMPLETE.at(&path, "annotations are a map", "write them as a map of strings"));
    }
    let is_hook = object.pointer("/metadata/annotations")?.get(hooks::ANNOTATION).is_some();
    is_hook.then(|| hooks::found(&path.key("metadata").key("annotations")))
}

/// The maps of texts in the metadata of an object.
const MAPS: [&str; 2] = ["labels", "annotations"];

fn has_template(text: &str) -> bool {
    text.contains("{{")
}

fn is_template(value: &Value) -> bool {
    value.as_str().is_some_and(has_template)
}

/// The templates where none can be meant as text, and what to write in their place.
fn templates(object: &Value, path: &ValuePath) -> Vec<(ValuePath, &'static str)> {
    const PLAIN: &str = "write the text itself";
    let mut found = Vec::new();
    for key in ["apiVersion", "kind"] {
        if is_template(&object[key]) {
            found.push((path.key(key), PLAIN));
        }
    }
    let (metadata, path) = (&object["metadata"], path.key("metadata"));
    for (key, help) in [
        ("name", "write the name itself, with the name of the release where it should be in it"),
        ("namespace", "remove it for the namespace of the release, or write the name itself"),
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
