//! Which operations bring a pod template to what it is to have. Planned on its own result, there are none.

use json_patch::jsonptr::PointerBuf;
use json_patch::{AddOperation, PatchOperation, ReplaceOperation};
use serde_json::{Map, Value};

use super::Injection;

/// The operations for a pod template; none where it has everything, or where the container is not in it.
pub(crate) fn plan(template: &Value, injection: &Injection) -> Vec<PatchOperation> {
    let Some(spec) = template.get("spec") else { return Vec::new() };
    let containers = spec.get("containers").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let found = containers.iter().enumerate().find(|(_, container)| container["name"] == injection.container);
    let Some((index, container)) = found else { return Vec::new() };
    let index = index.to_string();
    let mut operations = annotations(template, &injection.annotations);
    for (key, list, identity) in
        [("env", &injection.env, "name"), ("volumeMounts", &injection.mounts, "mountPath")]
    {
        let path = ["spec", "containers", &index, key];
        entries(container.get(key), &path, list, identity, &mut operations);
    }
    entries(spec.get("volumes"), &["spec", "volumes"], &injection.volumes, "name", &mut operations);
    operations
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
