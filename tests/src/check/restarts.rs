//! No pod restarts for a change that does not concern it: workers before Dagu 2.15.2 have no graceful stop, so a
//! changed template ends the runs on its pods.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::Rendering;
use super::typed::difference;
use crate::document::{self, Generated};
use crate::engine::Native;

/// The version of the core, which shares it with this package.
const CORE: &str = env!("CARGO_PKG_VERSION");

/// Values that no pod reads, each with another one than the default.
const UNRELATED: [(&str, &str); 17] = [
    ("/persistence/annotations", r#"{"of": "the tests"}"#),
    ("/persistence/retain", "true"),
    ("/persistence/selector", r#"{"matchLabels": {"of": "the-tests"}}"#),
    ("/persistence/volumeName", r#""of-the-tests""#),
    ("/persistence/size", r#""77Gi""#),
    ("/ui/replicas", "3"),
    ("/ui/service/annotations", r#"{"of": "the tests"}"#),
    ("/ui/service/port", "8077"),
    ("/ingress/className", r#""of-the-tests""#),
    ("/ingress/host", r#""of-the-tests.example.com""#),
    ("/ingress/annotations", r#"{"of": "the tests"}"#),
    ("/serviceAccount/annotations", r#"{"of": "the tests"}"#),
    ("/test/resources", r#"{"limits": {"memory": "77Mi"}}"#),
    ("/ui/annotations", r#"{"of": "the tests"}"#),
    ("/worker/deploymentLabels", r#"{"of": "the-tests"}"#),
    ("/test/image/tag", r#""1.77.0""#),
    ("/extraObjects", r#"[{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "of-the-tests"}}]"#),
];
/// A pool that no case has.
const NEW_POOL: &str = "of-the-tests";

pub(super) fn check(rendering: &Rendering<'_>) -> Result<()> {
    // Of several releases the first few would be changed alike; one shows as much.
    let [carrier] = rendering.stream.carriers.as_slice() else { return Ok(()) };
    let templates = templates(&rendering.documents);
    let data = data(carrier)?;
    let payload: Value = serde_json::from_slice(&STANDARD.decode(&data)?)?;
    let holds = |what: &str, payload: &Value| -> Result<()> {
        let carrier = carrier.replacen(&data, &STANDARD.encode(payload.to_string()), 1);
        let others = rendering.stream.foreign.iter().map(Vec::as_slice);
        let stream: Vec<&[u8]> = std::iter::once(carrier.as_bytes()).chain(others).collect();
        let changed =
            changed(&templates, &stream.join(&b"\n---\n"[..])).with_context(|| format!("another {what}"))?;
        ensure!(changed.is_none(), "another {what} restarts pods:\n{}", changed.unwrap_or_default());
        Ok(())
    };
    holds("version of the chart", &with_chart(&payload))?;
    holds("revision", &with(&payload, "/release/revision", json!(77)))?;
    let mut all = payload.clone();
    for (pointer, value) in UNRELATED {
        set(&mut all, &format!("/values{pointer}"), serde_json::from_str(value)?);
    }
    holds("value that no pod reads", &all)?;
    let pools = payload["values"]["workerPools"].as_object();
    if pools.is_some_and(|pools| !pools.is_empty()) {
        holds("pool", &with(&payload, &format!("/values/workerPools/{NEW_POOL}"), json!({"replicas": 1})))?;
    }
    names_no_version(&templates)
}

/// Pod templates by the kind and the name of what makes the pods.
fn templates(documents: &[Generated]) -> BTreeMap<String, Value> {
    let template = |document: &Generated| {
        let name = format!("{} {}", document.kind(), document.value["metadata"]["name"]);
        Some((name, document.value.pointer("/spec/template")?.clone()))
    };
    documents.iter().filter_map(template).collect()
}

/// What a carrier carries, encoded.
fn data(carrier: &str) -> Result<String> {
    let carrier: Value = serde_yaml::from_str(carrier)?;
    Ok(carrier["data"].as_str().context("the carrier has no data")?.to_owned())
}

/// How the first template differs that another carrier changes.
fn changed(templates: &BTreeMap<String, Value>, stream: &[u8]) -> Result<Option<String>> {
    let rendered = Native::post_rendered(stream, false);
    ensure!(rendered.ok, "it is refused:\n{}", dagu_chart_api::human(&rendered.diagnostics));
    let again = self::templates(&Generated::all(&document::generated(&rendered, stream))?);
    let differing = templates.iter().find(|(name, template)| again.get(*name) != Some(*template));
    Ok(differing.map(|(name, template)| {
        format!("{name}:\n{}", difference(template, again.get(name).unwrap_or(&Value::Null)))
    }))
}

/// Another release of the chart, for the same image.
fn with_chart(payload: &Value) -> Value {
    let mut payload = with(payload, "/chart/version", json!("77.7.7-of-the-tests"));
    if payload["values"]["image"]["tag"].as_str().is_some_and(|tag| !tag.is_empty()) {
        set(&mut payload, "/chart/appVersion", json!("77.7.7"));
    }
    payload
}

fn with(payload: &Value, pointer: &str, value: Value) -> Value {
    let mut payload = payload.clone();
    set(&mut payload, pointer, value);
    payload
}

/// Sets a value, making the maps on the way to it.
fn set(payload: &mut Value, pointer: &str, value: Value) {
    let mut place = payload;
    for key in pointer.split('/').skip(1) {
        if !place.is_object() {
            *place = Map::new().into();
        }
        place = &mut place[key];
    }
    *place = value;
}

/// The version of the core is fixed in this build, so the test searches for it where a version could be.
fn names_no_version(templates: &BTreeMap<String, Value>) -> Result<()> {
    for (name, template) in templates {
        let metadata = template["metadata"].to_string();
        ensure!(!metadata.contains(CORE), "{name} names version {CORE}: {metadata}");
    }
    Ok(())
}
