//! Objects of the user's own that Helm would not install as they are meant.

use serde_json::Value;

use super::{Rule, Subject, hooks};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::path::ValuePath;
use crate::stream::Identities;

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
        diagnostics.extend(problem(object, &path.index(index)));
    }
}

/// The extra objects that are among those made already, or stand in the list twice.
pub(crate) fn duplicates(made: &mut Identities, extra: &[Value]) -> Vec<Diagnostic> {
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

fn problem(object: &Value, path: &ValuePath) -> Option<Diagnostic> {
    let Value::Object(map) = object else {
        let message = "an extra object is a map, and this is something else";
        return Some(EXTRA_NOT_A_MAP.at(path, message, "write the object itself, not a text that holds it"));
    };
    let is_text = |pointer: &str| {
        object.pointer(pointer).is_some_and(|text| text.as_str().is_some_and(|text| !text.is_empty()))
    };
    // Every object is signed and annotated later, so these have to be maps.
    let is_map = |pointer: &str| object.pointer(pointer).is_none_or(Value::is_object);
    let kind = map.get("kind").and_then(Value::as_str).unwrap_or_default();
    if kind.ends_with("List") && map.get("items").is_some_and(Value::is_array) {
        return Some(EXTRA_LIST.at(path, "this is a list of objects", "write its items one by one"));
    }
    for missing in ["/apiVersion", "/kind", "/metadata/name"] {
        if !is_text(missing) {
            let key = missing[1..].replace('/', ".");
            let message = format!("the object has no `{key}` that is a string");
            return Some(EXTRA_INCOMPLETE.at(path, message, "add it"));
        }
    }
    if !is_map("/metadata/annotations") {
        let path = path.key("metadata").key("annotations");
        return Some(EXTRA_INCOMPLETE.at(&path, "annotations are a map", "write them as a map of strings"));
    }
    if let Some((path, help)) = template(object, path) {
        return Some(EXTRA_TEMPLATE.at(path, "templates are not expanded in extra objects", help));
    }
    let is_hook = object.pointer("/metadata/annotations")?.get(hooks::ANNOTATION).is_some();
    is_hook.then(|| hooks::found(&path.key("metadata").key("annotations")))
}

/// A template where none can be meant as text, and what to write in its place.
fn template(object: &Value, path: &ValuePath) -> Option<(ValuePath, &'static str)> {
    const PLAIN: &str = "write the text itself";
    let is_template = |text: &str| text.contains("{{");
    let is_text = |value: &Value| value.as_str().is_some_and(is_template);
    for key in ["apiVersion", "kind"] {
        if is_text(&object[key]) {
            return Some((path.key(key), PLAIN));
        }
    }
    let (metadata, path) = (&object["metadata"], path.key("metadata"));
    if is_text(&metadata["name"]) {
        return Some((
            path.key("name"),
            "write the name itself, with the name of the release where it should be in it",
        ));
    }
    if is_text(&metadata["namespace"]) {
        return Some((
            path.key("namespace"),
            "remove it for the namespace of the release, or write the name itself",
        ));
    }
    for key in ["labels", "annotations"] {
        let Some(map) = metadata[key].as_object() else { continue };
        if let Some((name, _)) = map.iter().find(|(name, value)| is_template(name) || is_text(value)) {
            return Some((path.key(key).key(name), PLAIN));
        }
    }
    None
}
