//! Invariants of every set of objects that the chart makes, each a predicate on the objects.

mod claim;
mod names;
mod references;
mod selectors;
mod texts;

use anyhow::{Context, Result};
use serde_json::{Map, Value};

/// A predicate, and what it is called in a failure.
type Invariant = (&'static str, fn(&Objects<'_>) -> Result<()>);

const ALL: [Invariant; 11] = [
    ("one claim, mounted where Dagu keeps its files", claim::is_one_and_mounted),
    ("selectors are disjoint", selectors::of_deployments_are_disjoint),
    ("a Service selects one workload", selectors::of_services_select_one),
    ("a key that a container reads exists", references::keys_exist),
    ("a named port exists", references::ports_exist),
    ("a mounted volume exists", references::volumes_exist),
    ("an account of pods exists", references::accounts_exist),
    ("names are within limits", names::are_within_limits),
    ("names in a pod are unique", names::in_pods_are_unique),
    ("variables are unique", names::of_variables_are_unique),
    ("texts arrive as they are written", texts::arrive_as_written),
];

/// The objects of a release and the values that they were made of.
pub struct Objects<'a> {
    /// The generated objects.
    pub all: Vec<&'a Value>,
    /// The values, coalesced.
    pub values: &'a Value,
}

/// Holds every predicate against the objects.
pub fn check(objects: &Objects<'_>) -> Result<()> {
    ALL.iter().try_for_each(|(name, holds)| holds(objects).context(*name))
}

impl<'a> Objects<'a> {
    fn of_kind(&self, kind: &'static str) -> impl Iterator<Item = &'a Value> {
        self.all.iter().copied().filter(move |object| object["kind"] == kind)
    }

    fn named(&self, kind: &'static str, name: &Value) -> Option<&'a Value> {
        self.of_kind(kind).find(|object| object["metadata"]["name"] == *name)
    }
}

/// The pod template of a workload.
fn template(workload: &Value) -> &Value {
    &workload["spec"]["template"]
}

/// Every container of a pod, those that run before the others too.
fn containers(workload: &Value) -> impl Iterator<Item = &Value> {
    let spec = &template(workload)["spec"];
    items(&spec["initContainers"]).chain(items(&spec["containers"]))
}

/// The items of a list that need not be there.
fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

/// The entries of a map that need not be there.
fn entries(map: &Value) -> impl Iterator<Item = (&String, &Value)> {
    map.as_object().into_iter().flat_map(Map::iter)
}

/// Whether the labels fulfil the selector; an empty one would select everything.
fn selects(selector: &Value, labels: &Value) -> bool {
    entries(selector).count() > 0 && entries(selector).all(|(key, value)| labels[key] == *value)
}

/// How an object is called in a failure.
fn title(object: &Value) -> String {
    format!("{} {}", object["kind"], object["metadata"]["name"])
}

#[cfg(test)]
mod tests {
    use dagu_chart_api::{RenderRequest, ValuesText};
    use serde_json::json;

    use super::*;
    use crate::document::Generated;

    /// What is broken where: the kind, the end of the name, the path, and what is put there.
    type Break = (&'static str, &'static str, &'static str, fn(&Value) -> Value);

    /// Each lets exactly the predicate of its place in the list fail first.
    const BREAKS: [Break; 11] = [
        ("PersistentVolumeClaim", "", "/metadata/name", |_| json!("another")),
        ("Deployment", "ui", "/spec/selector/matchLabels", |_| json!({"app.kubernetes.io/name": "dagu"})),
        ("Service", "ui", "/spec/selector", |_| json!({"app.kubernetes.io/name": "dagu"})),
        ("Secret", "admin", "/data", |_| json!({})),
        ("Service", "ui", "/spec/ports/0/targetPort", |_| json!("nowhere")),
        (
            "Deployment",
            "ui",
            "/spec/template/spec/containers/0/volumeMounts",
            |mounts| json!([mounts[0], {"name": "absent", "mountPath": "/absent"}]),
        ),
        ("ServiceAccount", "", "/metadata/name", |_| json!("another")),
        ("ConfigMap", "odd", "/metadata/name", |_| json!("a".repeat(64))),
        ("Deployment", "ui", "/spec/template/spec/containers/0/volumeMounts", |mounts| {
            json!([mounts[0], mounts[0]])
        }),
        ("Deployment", "ui", "/spec/template/spec/containers/0/env", |env| json!([env[0], env[0]])),
        (
            "Deployment",
            "ui",
            "/spec/template/spec/containers/0/env",
            |env| json!([env[0], {"name": "DAGU_PUBLIC_URL", "value": "$(DAGU_HOME)"}]),
        ),
    ];

    fn made() -> Vec<Value> {
        let text = json!({"extraObjects": [
            {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "odd"}},
        ]});
        let rendered = dagu_chart::render(&RenderRequest {
            release_name: Some("dagu".to_owned()),
            values: vec![ValuesText { name: "values.yaml".to_owned(), text: text.to_string() }],
            entropy: Some(crate::case::ENTROPY.to_owned()),
            ..RenderRequest::default()
        });
        let documents = Generated::all(rendered.manifests.as_bytes()).unwrap();
        documents.into_iter().map(|document| document.value).collect()
    }

    fn holds(objects: &[Value]) -> Result<()> {
        check(&Objects {
            all: objects.iter().collect(),
            values: &json!({"persistence": {}, "config": {"publicUrl": "$(DAGU_HOME)"}}),
        })
    }

    #[test]
    fn every_one_can_fail() {
        let sound = made();
        holds(&sound).unwrap();
        for ((kind, end, path, broken), (name, _)) in BREAKS.iter().zip(ALL) {
            let mut objects = sound.clone();
            let is_meant = |object: &&mut Value| {
                object["kind"] == *kind && object["metadata"]["name"].as_str().unwrap().ends_with(end)
            };
            let object = objects.iter_mut().find(is_meant).expect(kind);
            let value = object.pointer_mut(path).expect(path);
            *value = broken(value);
            let error = holds(&objects).expect_err(name);
            assert_eq!(error.to_string(), name, "{error:#}");
        }
    }

    #[test]
    fn a_key_of_another_secret_is_seen() {
        let values = json!({"auth": {
            "mode": "basic",
            "basic": {"existingSecret": "company", "passwordKey": "p"},
            "builtin": {"token": {"existingSecret": "company", "secretKey": "t"}},
        }});
        let read = |variable: &str, key: &str| {
            let env =
                json!([{"name": variable, "valueFrom": {"secretKeyRef": {"name": "company", "key": key}}}]);
            let pod = json!({"containers": [{"env": env}]});
            let workload = json!({"kind": "Deployment", "spec": {"template": {"spec": pod}}});
            references::keys_exist(&Objects { all: vec![&workload], values: &values })
        };
        read("DAGU_AUTH_TOKEN_SECRET", "t").unwrap();
        read("DAGU_AUTH_BASIC_PASSWORD", "p").unwrap();
        read("DAGU_AUTH_TOKEN_SECRET", "p").expect_err("the key of another credential");
        read("DAGU_AUTH_BUILTIN_INITIAL_ADMIN_PASSWORD", "p")
            .expect_err("a Secret that its section does not name");
        read("DATABASE_PASSWORD", "p").expect_err("a variable that nobody wrote");
    }
}
