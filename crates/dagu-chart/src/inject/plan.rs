//! Which operations bring a pod template to what it is to have. Planned on its own result, there are none.

use json_patch::jsonptr::PointerBuf;
use json_patch::{AddOperation, PatchOperation, ReplaceOperation};
use serde_json::{Map, Value};

use super::Injection;

/// The operations for a pod template; none where it has everything, or where the container is not in it.
pub(crate) fn plan(template: &Value, injection: &Injection) -> Vec<PatchOperation> {
    let containers = template.pointer("/spec/containers").and_then(Value::as_array);
    let index = containers
        .and_then(|list| list.iter().position(|container| container["name"] == injection.container));
    let Some(index) = index.map(|index| index.to_string()) else {
        return Vec::new();
    };
    let mut operations = annotations(template, &injection.annotations);
    for (key, list, identity) in
        [("env", &injection.env, "name"), ("volumeMounts", &injection.mounts, "mountPath")]
    {
        operations.extend(entries(template, &["spec", "containers", &index, key], list, identity));
    }
    operations.extend(entries(template, &["spec", "volumes"], &injection.volumes, "name"));
    operations
}

/// Brings entries into a list in which `identity` is unique.
fn entries(template: &Value, path: &[&str], wanted: &[Value], identity: &str) -> Vec<PatchOperation> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let list = PointerBuf::from_tokens(path.iter().copied());
    let Some(present) = list.resolve(template).ok().and_then(Value::as_array) else {
        return vec![add(list, wanted.to_vec().into())];
    };
    let mut operations = Vec::new();
    for entry in wanted {
        match present.iter().position(|other| other[identity] == entry[identity]) {
            Some(index) if present[index] == *entry => {}
            Some(index) => operations.push(replace(with(&list, &index.to_string()), entry.clone())),
            None => operations.push(add(with(&list, "-"), entry.clone())),
        }
    }
    operations
}

fn annotations(template: &Value, wanted: &[(&'static str, String)]) -> Vec<PatchOperation> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let map = PointerBuf::from_tokens(["metadata", "annotations"]);
    let Some(present) = map.resolve(template).ok().and_then(Value::as_object) else {
        let all: Map<String, Value> =
            wanted.iter().map(|(key, value)| ((*key).into(), value.as_str().into())).collect();
        return vec![add(map, all.into())];
    };
    wanted
        .iter()
        .filter(|(key, value)| present.get(*key).and_then(Value::as_str) != Some(value))
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
            container: "worker",
            env: vec![json!({ "name": "A", "value": "1" }), json!({ "name": "B", "value": "2" })],
            mounts: vec![json!({ "name": "data", "mountPath": "/data" })],
            volumes: vec![json!({ "name": "data", "emptyDir": {} })],
            annotations: vec![("a/b", "c".into())],
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
