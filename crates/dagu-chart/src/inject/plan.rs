//! Plans the operations that add an injection to a pod template. For a template that has it already, there are none.

use std::borrow::Cow;

use json_patch::jsonptr::PointerBuf;
use json_patch::{AddOperation, PatchError, PatchOperation, ReplaceOperation};
use serde_json::{Map, Value};

use super::Injection;
use crate::shown::shown;

/// The operations for a pod template.
///
/// Those for the container are relative to it, because each operation looks up and copies every step of its path.
pub(crate) struct Plan {
    place: (&'static str, usize),
    container: Vec<PatchOperation>,
    template: Vec<PatchOperation>,
}

impl Plan {
    /// Plans the operations; none if the template does not have the container.
    pub(crate) fn of(template: &Value, injection: &Injection) -> Option<Self> {
        let place = find(template, &injection.container)?;
        let spec = &template["spec"];
        let container = &spec[place.0][place.1];
        let mut of_container = Vec::new();
        for (key, wanted, identity) in
            [("env", &injection.env, "name"), ("volumeMounts", &injection.mounts, "mountPath")]
        {
            entries(container.get(key), &[key], wanted, identity, &mut of_container);
        }
        let mut of_template = annotations(template, &injection.annotations);
        entries(spec.get("volumes"), &["spec", "volumes"], &injection.volumes, "name", &mut of_template);
        Some(Self { place, container: of_container, template: of_template })
    }

    /// Whether there is nothing to do.
    pub(crate) fn is_empty(&self) -> bool {
        self.container.is_empty() && self.template.is_empty()
    }

    /// Changes the template for which this was planned. After an error, the template must not be used.
    pub(crate) fn apply(&self, template: &mut Value) -> Result<(), PatchError> {
        let (list, index) = self.place;
        json_patch::patch_unsafe(&mut template["spec"][list][index], &self.container)?;
        json_patch::patch_unsafe(template, &self.template)
    }
}

/// All containers, each with its list, its index and its name.
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

/// Describes an entry of the template whose name the injection needs for something else.
pub(super) fn conflict(template: &Value, injection: &Injection) -> Option<String> {
    let (list, index) = find(template, &injection.container)?;
    let spec = &template["spec"];
    let container = &spec[list][index];
    let conflict = |present: &Value, wanted: &[Value], identity: &str, what: &str| {
        let present = present.as_array()?;
        let clash = wanted.iter().find(|entry| {
            present.iter().any(|other| other[identity] == entry[identity] && other != *entry)
        })?;
        Some(format!("{what} `{}`", shown(clash[identity].as_str()?)))
    };
    conflict(&container["env"], &injection.env, "name", "an environment variable")
        .or_else(|| conflict(&container["volumeMounts"], &injection.mounts, "mountPath", "a mount at"))
        .or_else(|| conflict(&spec["volumes"], &injection.volumes, "name", "a volume"))
}

/// Adds entries to a list in which `identity` is unique; `path` is the path of the list, which can be absent.
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
        let mut all = Map::new();
        for (key, value) in wanted {
            all.insert(key.to_string(), value.as_str().into());
        }
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

    use super::super::Injection;
    use super::Plan;

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
        let plan = Plan::of(&template, &injection()).expect("the container is there");
        plan.apply(&mut template).expect("planned on this template");
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
        assert!(Plan::of(&template, &injection()).is_some_and(|plan| plan.is_empty()));
    }
}
