//! Which operations bring a pod template to what it is to have. Planned on its own result, there are none.

use std::borrow::Cow;

use json_patch::jsonptr::PointerBuf;
use json_patch::{AddOperation, PatchOperation, ReplaceOperation};
use serde_json::{Map, Value};

use super::Injection;

/// The operations for a pod template; none where it has everything, or where the container is not in it.
pub(crate) fn plan(template: &Value, injection: &Injection) -> Vec<PatchOperation> {
    let Some((list, index)) = find(template, &injection.container) else {
        return Vec::new();
    };
    let Some(spec) = template.get("spec") else { return Vec::new() };
    let container = &spec[list][index];
    let index = index.to_string();
    let mut operations = annotations(template, &injection.annotations);
    for (key, wanted, identity) in
        [("env", &injection.env, "name"), ("volumeMounts", &injection.mounts, "mountPath")]
    {
        let path = ["spec", list, &index, key];
        entries(container.get(key), &path, wanted, identity, &mut operations);
    }
    entries(spec.get("volumes"), &["spec", "volumes"], &injection.volumes, "name", &mut operations);
    operations
}

/// Every container with the list that holds it, its place there and its name.
pub(super) fn containers(template: &Value) -> impl Iterator<Item = (&'static str, usize, &str)> {
    ["containers", "initContainers"].into_iter().flat_map(|list| {
        let containers = template.get("spec").and_then(|spec| spec.get(list)).and_then(Value::as_array);
        let containers = containers.into_iter().flatten().enumerate();
        containers.filter_map(move |(index, container)| Some((list, index, container.get("name")?.as_str()?)))
    })
}

fn find(template: &Value, container: &str) -> Option<(&'static str, usize)> {
    let (list, index, _) = containers(template).find(|(_, _, name)| *name == container)?;
    Some((list, index))
}

/// What the template has under a name that the injection needs for something else, in a person's words.
pub(super) fn conflict(template: &Value, injection: &Injection) -> Option<String> {
    let (list, index) = find(template, &injection.container)?;
    let index = index.to_string();
    let conflict = |path: &[&str], wanted: &[Value], identity: &str, what: &str| {
        let present = PointerBuf::from_tokens(path.iter().copied());
        let present = present.resolve(template).ok().and_then(Value::as_array)?;
        let clash = wanted.iter().find(|entry| {
            present.iter().any(|other| other[identity] == entry[identity] && other != *entry)
        })?;
        Some(format!("{what} `{}`", super::shown(clash[identity].as_str()?)))
    };
    conflict(&["spec", list, &index, "env"], &injection.env, "name", "a variable")
        .or_else(|| {
            conflict(&["spec", list, &index, "volumeMounts"], &injection.mounts, "mountPath", "a mount at")
        })
        .or_else(|| conflict(&["spec", "volumes"], &injection.volumes, "name", "a volume"))
}

/// Brings entries into a list in which `identity` is unique; `path` is where the list stands, or is to stand.
fn entries(
    present: Option<&Value>,
    path: &[&str],
    wanted: &[Value],
    identity: &str,
    operations: &mut Vec<PatchOperation>,
) {
    if wanted.is_empty() {
        return;
    }
    let list = PointerBuf::from_tokens(path.iter().copied());
    let Some(present) = present.and_then(Value::as_array) else {
        return operations.push(add(list, wanted.to_vec().into()));
    };
    for entry in wanted {
        match present.iter().position(|other| other[identity] == entry[identity]) {
            Some(index) if present[index] == *entry => {}
            Some(index) => operations.push(replace(with(&list, &index.to_string()), entry.clone())),
            None => operations.push(add(with(&list, "-"), entry.clone())),
        }
    }
}

fn annotations(template: &Value, wanted: &[(Cow<'static, str>, String)]) -> Vec<PatchOperation> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let map = PointerBuf::from_tokens(["metadata", "annotations"]);
    let Some(present) = map.resolve(template).ok().and_then(Value::as_object) else {
        let all: Map<String, Value> =
            wanted.iter().map(|(key, value)| (key.to_string(), value.as_str().into())).collect();
        if !template["metadata"].is_object() {
            let metadata = crate::object::map([("annotations", all.into())]);
            return vec![add(PointerBuf::from_tokens(["metadata"]), metadata)];
        }
        return vec![add(map, all.into())];
    };
    wanted
        .iter()
        .filter(|(key, value)| present.get(&**key).and_then(Value::as_str) != Some(value))
        .map(|(key, value)| add(with(&map, key), value.as_str().into()))
        .collect()
}

fn with(pointer: &PointerBuf, token: &str) -> PointerBuf {
    let mut pointer = pointer.clone();
    pointer.push_back(token);
    pointer
}

fn add(path: PointerBuf, value: Value) -> PatchOperation {
    PatchOperation::Add(AddOperation { path, value })
}

fn replace(path: PointerBuf, value: Value) -> PatchOperation {
    PatchOperation::Replace(ReplaceOperation { path, value })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{Injection, apply};
    use super::plan;

    fn injection() -> Injection {
        Injection {
            container: "worker".into(),
            env: vec![json!({ "name": "A", "value": "1" }), json!({ "name": "B", "value": "2" })],
            mounts: vec![json!({ "name": "data", "mountPath": "/data" })],
            volumes: vec![json!({ "name": "data", "emptyDir": {} })],
            annotations: vec![("a/b".into(), "c".into())],
        }
    }

    #[test]
    fn what_is_there_stays_and_what_is_missing_comes() {
        let mut template = json!({
            "metadata": { "annotations": { "x": "y" } },
            "spec": { "containers": [
                { "name": "sidecar", "env": [{ "name": "A", "value": "9" }] },
                { "name": "worker", "env": [{ "name": "Z", "value": "0" }, { "name": "A", "value": "0" }] },
            ] },
        });
        let operations = plan(&template, &injection());
        apply(&mut template, &operations).expect("planned on this template");
        assert_eq!(
            template,
            json!({
                "metadata": { "annotations": { "x": "y", "a/b": "c" } },
                "spec": {
                    "containers": [
                        { "name": "sidecar", "env": [{ "name": "A", "value": "9" }] },
                        {
                            "name": "worker",
                            "env": [
                                { "name": "Z", "value": "0" },
                                { "name": "A", "value": "1" },
                                { "name": "B", "value": "2" },
                            ],
                            "volumeMounts": [{ "name": "data", "mountPath": "/data" }],
                        },
                    ],
                    "volumes": [{ "name": "data", "emptyDir": {} }],
                },
            })
        );
        assert!(plan(&template, &injection()).is_empty());
    }
}
