//! Labels, annotations and other maps of strings outside of the settings of pods: keys that Kubernetes refuses, and
//! numbers and booleans where it takes strings only.

use serde_json::{Map, Value};

use super::{Subject, extra_objects};
use crate::diagnostic::Findings;
use crate::kubernetes::{Checker, Pod, format as named, refusal};
use crate::path::{Trail, ValuePath};
use crate::values::{Operation, Patch};

const LABELS: &str = "{label-key;s.label-value";
const ANNOTATIONS: &str = "{annotation-key;s";
/// Where the data of an object is strings, by kind.
const DATA: [(&str, &str); 3] = [("ConfigMap", "data"), ("Secret", "data"), ("Secret", "stringData")];

/// Kinds whose names are DNS subdomains.
const NAMED: [&str; 8] = [
    "ConfigMap",
    "CronJob",
    "DaemonSet",
    "Deployment",
    "PersistentVolumeClaim",
    "Secret",
    "ServiceAccount",
    "StatefulSet",
];

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let values = subject.values;
    let name = values.name_override.as_deref().unwrap_or_default();
    check_format(name, "label-value", "nameOverride", diagnostics);
    for (path, annotations) in [
        ("persistence.annotations", &values.persistence.annotations),
        ("serviceAccount.annotations", &values.service_account.annotations),
        ("ui.service.annotations", &values.web.service.annotations),
        ("ingress.annotations", &values.ingress.annotations),
    ] {
        for key in annotations.keys() {
            check_format(key, "annotation-key", ValuePath::of(path).key(key).as_str(), diagnostics);
        }
    }
    let ingress = &values.ingress;
    if ingress.is_enabled() {
        let secret = ingress.tls.secret_name.as_deref().filter(|_| ingress.tls.enabled == Some(true));
        for (path, name) in
            [("ingress.className", ingress.class_name.as_deref()), ("ingress.tls.secretName", secret)]
        {
            let name = name.unwrap_or_default();
            if !name.is_empty() {
                check_format(name, "name", path, diagnostics);
            }
        }
    }
    let path = ValuePath::of("extraObjects");
    for (index, object) in values.extra_objects.iter().enumerate() {
        let object = extra_objects::without_templates(object);
        check_object(&object, &Trail::Start(&path.index(index)), true, diagnostics);
    }
}

/// Whether `nameOverride` can be the value of a label, which it becomes.
pub(super) fn is_name_override(name: &str) -> bool {
    named("label-value").is_none_or(|format| (format.fits)(name))
}

/// Checks what a patch brings into objects.
pub(crate) fn check_patch(patch: &Patch, path: &ValuePath, diagnostics: &mut Findings) {
    if let Some(merge) = &patch.merge {
        let mut object = merge.clone();
        let kind = patch.target.kind.clone().unwrap_or_default();
        object.entry("kind").or_insert(kind.into());
        check_object(&object.into(), &Trail::Start(&path.key("merge")), false, diagnostics);
    }
    for (index, operation) in patch.json6902.iter().enumerate() {
        let mut found = Findings::default();
        if let Some(object) = brought(operation) {
            check_object(&object, &Trail::Start(&ValuePath::root()), false, &mut found);
        }
        let path = path.key("json6902").index(index).key("value");
        for mut diagnostic in Vec::from(found) {
            path.as_str().clone_into(&mut diagnostic.path);
            diagnostics.push(diagnostic);
        }
    }
}

/// The part of an object that an operation adds, where it is in `metadata`.
fn brought(operation: &Operation) -> Option<Value> {
    let value = operation.value.0.clone()?;
    let path = operation.path.as_deref()?.strip_prefix('/')?;
    path.split('/').any(|step| step == "metadata").then(|| {
        path.rsplit('/').fold(value, |inner, step| {
            let step = step.replace("~1", "/").replace("~0", "~");
            Value::Object(Map::from_iter([(step, inner)]))
        })
    })
}

fn check_format(text: &str, name: &str, path: &str, diagnostics: &mut Findings) {
    if let Some(format) = named(name).filter(|format| !(format.fits)(text)) {
        diagnostics.push(refusal::not_of(format, text, &Trail::Start(&ValuePath::of(path))));
    }
}

/// Checks an object, or the part of one that a patch brings where it is not `whole`.
fn check_object(object: &Value, trail: &Trail<'_>, whole: bool, diagnostics: &mut Findings) {
    let Value::Object(map) = object else { return };
    let mut checker = Checker::of_any_version();
    let kind = map.get("kind").and_then(Value::as_str).unwrap_or_default();
    if NAMED.contains(&kind)
        && let Some(name @ Value::String(_)) = object.pointer("/metadata/name")
    {
        let metadata = Trail::Key(trail, "metadata");
        checker.check(name, "s.name", &Trail::Key(&metadata, "name"), whole);
    }
    for (kind, key) in DATA {
        if let Some(data @ Value::Object(_)) = map.get(key).filter(|_| map.get("kind") == Some(&kind.into()))
        {
            checker.check(data, "{data-key;s", &Trail::Key(trail, key), true);
        }
    }
    check_metadata(&mut checker, map, trail);
    // A template of pods, and the same inside of a template of Jobs. What else is called `metadata` is not known here.
    check_template(&mut checker, map, trail, whole);
    diagnostics.append(&mut checker.found);
}

fn check_template(checker: &mut Checker, map: &Map<String, Value>, trail: &Trail<'_>, whole: bool) {
    let Some(Value::Object(spec)) = map.get("spec") else { return };
    let trail = Trail::Key(trail, "spec");
    for key in ["template", "jobTemplate"] {
        if let Some(Value::Object(template)) = spec.get(key) {
            let trail = Trail::Key(&trail, key);
            check_metadata(checker, template, &trail);
            check_template(checker, template, &trail, whole);
        }
    }
    if spec.contains_key("containers") {
        check_pod(checker, spec, &trail, whole);
    }
}

/// The pod of an object that is not the chart's own. Of patches there may be only a part.
fn check_pod(checker: &mut Checker, spec: &Map<String, Value>, trail: &Trail<'_>, whole: bool) {
    checker.check(&spec.clone().into(), "PodSpec", trail, whole);
    if !whole {
        return;
    }
    let pod = Pod::of(spec);
    for key in ["containers", "initContainers"] {
        let list = Trail::Key(trail, key);
        for (index, container) in spec.get(key).and_then(Value::as_array).into_iter().flatten().enumerate() {
            if let Value::Object(container) = container {
                pod.check(container, &Trail::Index(&list, index), &mut checker.found);
            }
        }
    }
}

fn check_metadata(checker: &mut Checker, map: &Map<String, Value>, trail: &Trail<'_>) {
    let Some(Value::Object(metadata)) = map.get("metadata") else { return };
    let trail = Trail::Key(trail, "metadata");
    for (key, kind) in [("labels", LABELS), ("annotations", ANNOTATIONS)] {
        if let Some(texts @ Value::Object(_)) = metadata.get(key) {
            checker.check(texts, kind, &Trail::Key(&trail, key), true);
        }
    }
}
