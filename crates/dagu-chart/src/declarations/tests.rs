//! Checks the declarations: examples are valid, and pods restart exactly if a key declares it.

use std::collections::BTreeMap;

use dagu_chart_api::{KnownKey, RenderRequest, ValuesText};
use serde_json::{Value, json};

use super::answer::known;
use crate::keys::{Holds, Key, Object};
use crate::render::render;
use crate::values::Values;

/// Values beside which a key has its meaning: each is tried with all of them.
const BESIDE: [&str; 6] = [
    "{image: {tag: 2.18.2}, extraVolumes: [{name: certificates, secret: {secretName: certificates}}]}",
    "{image: {tag: 2.18.2}, workerPools: {general: {resources: null}}}",
    "{image: {tag: 2.18.2}, auth: {mode: basic, basic: {username: someone, password: correct horse}}}",
    "{image: {tag: 2.18.2}, auth: {mode: basic, basic: {existingSecret: login}}}",
    "{image: {tag: 2.18.2}, auth: {builtin: {admin: {existingSecret: login}, token: {existingSecret: token}}}}",
    "{image: {tag: mine}, daguVersion: 2.18.2, ingress: {enabled: true}, ui: {service: {type: LoadBalancer}}}",
];

/// What a key is set to: its example, or the other of two.
fn tried(key: &KnownKey) -> Option<Value> {
    let other = || key.default.as_ref().and_then(Value::as_bool).map(|flag| Value::Bool(!flag));
    key.example.clone().or_else(other)
}

/// Every key that is tried, with its path.
fn keys(path: &str, found: &mut Vec<(String, KnownKey)>) {
    for key in known(path).keys {
        let path = if path.is_empty() { key.name.clone() } else { format!("{path}.{}", key.name) };
        let below = if path == "workerPools" { "workerPools.general" } else { &path };
        if key.pods.is_empty() && key.types == ["object"] {
            keys(below, found);
        }
        found.push((path, key));
    }
}

fn nested(path: &str, value: Value) -> Value {
    path.rsplit('.').fold(value, |value, key| json!({ key: value }))
}

/// The pod templates by the names of their Deployments; none where the values are refused.
fn templates(texts: &[&str]) -> Option<BTreeMap<String, Value>> {
    let values =
        texts.iter().map(|text| ValuesText { name: "values".into(), text: (*text).into() }).collect();
    let entropy = Some("0123456789abcdef0123456789abcdef".to_owned());
    let rendered = render(&RenderRequest { values, entropy, ..RenderRequest::default() });
    let objects = serde_yaml::Deserializer::from_str(&rendered.manifests);
    let objects =
        objects.map(|object| <Value as serde::Deserialize>::deserialize(object).expect("manifests"));
    let of = |object: Value| {
        let name = object["metadata"]["name"].as_str()?.to_owned();
        object["spec"].get("template").map(|template| (name, template.clone()))
    };
    rendered.ok.then(|| objects.filter_map(of).collect())
}

/// Every key that is declared, wherever it may stand.
fn declared(object: &Object, found: &mut Vec<&'static Key>) {
    for key in object.all() {
        found.push(key);
        let mut holds = key.holds;
        while let Holds::List(of) | Holds::Map(of) = holds {
            holds = *of;
        }
        if let Holds::Object(below) = holds {
            declared(below, found);
        }
    }
}

#[test]
fn defaults_and_examples_are_json() {
    let mut keys = Vec::new();
    declared(&Values::OBJECT, &mut keys);
    assert!(keys.len() > 300, "only {} keys were found", keys.len());
    for key in keys {
        for text in [key.default, key.example].into_iter().filter(|text| !text.is_empty()) {
            let read = serde_json::from_str::<Value>(text);
            assert!(read.is_ok_and(|value| !value.is_null()), "`{}` of {}", text, key.name);
        }
    }
}

#[test]
fn pods_restart_as_declared() {
    let mut all = Vec::new();
    keys("", &mut all);
    let before: Vec<_> = BESIDE.iter().map(|text| templates(&[text]).expect(text)).collect();
    let mut wrong = Vec::new();
    let mut count = 0;
    for (path, key) in all {
        let Some(value) = tried(&key) else { continue };
        let text = nested(&path, value).to_string();
        count += 1;
        let mut taken = BESIDE
            .iter()
            .zip(&before)
            .filter_map(|(beside, before)| Some(*before != templates(&[beside, &text])?))
            .peekable();
        if taken.peek().is_none() {
            wrong.push(format!("{text} is refused"));
        } else if taken.any(|replaced| replaced) != key.restarts {
            wrong.push(format!("{path}: pods are replaced: {}, declared: {}", !key.restarts, key.restarts));
        }
    }
    assert!(count > 200, "only {count} keys were tried");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
