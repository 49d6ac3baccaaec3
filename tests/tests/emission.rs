//! Strings that YAML printers get wrong, as keys, values and items: through the core and through both Helms, judged by Go.

use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::case::Stream;
use dagu_chart_tests::chart::Chart;
use dagu_chart_tests::document::{self, Generated};
use dagu_chart_tests::engine::Native;
use dagu_chart_tests::expectation::diff;
use dagu_chart_tests::helm::{Helm, POST_RENDERER, print};
use dagu_chart_tests::judge::Judge;
use dagu_chart_tests::place;
use serde_json::{Map, Value, json};

/// Where the Deployment of the UI has the strings as keys and values, and as items: Kubernetes accepts any text there.
const KEYS: &str = "/spec/template/spec/volumes/0/csi/volumeAttributes";
const ITEMS: &str = "/spec/template/spec/containers/1/args";

/// Each a key of the next one.
fn keys(strings: &[String]) -> Value {
    let values = strings.iter().cycle().skip(1).cloned().map(Value::String);
    strings.iter().cloned().zip(values).collect::<Map<_, _>>().into()
}

fn strings() -> Result<Vec<String>> {
    let text = fs::read_to_string(place::at("tests/adversarial.json"))?;
    let strings: Vec<String> = serde_json::from_str(&text).context("tests/adversarial.json")?;
    ensure!(strings.len() >= 200, "{} strings are no proof", strings.len());
    Ok(strings)
}

fn values(strings: &[String]) -> Value {
    let csi = json!({"driver": "csi.example.com", "volumeAttributes": keys(strings)});
    json!({"ui": {
        "extraVolumes": [{"name": "odd", "csi": csi}],
        "sidecars": [{"name": "odd", "image": "odd:1", "args": strings}],
    }})
}

/// Finds the strings in the Deployment of the UI.
fn compare(documents: &[Value], strings: &[String]) -> Result<()> {
    let is_ui =
        |document: &&Value| document["kind"] == "Deployment" && document["metadata"]["name"] == "dagu-ui";
    let deployment = documents.iter().find(is_ui).context("there is no Deployment of the UI")?;
    for (path, meant) in [(KEYS, keys(strings)), (ITEMS, json!(strings))] {
        let read = deployment.pointer(path).with_context(|| format!("nothing at {path}"))?;
        let text = |value: &Value| format!("{value:#}\n");
        ensure!(*read == meant, "at {path}:\n{}", diff(text(&meant).as_bytes(), text(read).as_bytes()));
    }
    Ok(())
}

#[test]
fn of_the_core() -> Result<()> {
    let judge = Judge::start()?;
    let strings = strings()?;
    let stream = Stream::of_values(&Chart::load(&judge)?, &values(&strings));
    let rendered = Native::post_rendered(&stream.bytes, false);
    let printed = document::generated(&rendered, &stream.bytes);

    let documents = Generated::all(&printed)?;
    let by_yaml_1_2: Vec<Value> = documents.iter().map(|document| document.value.clone()).collect();
    compare(&by_yaml_1_2, &strings).context("YAML 1.2")?;
    compare(&judge.decode(str::from_utf8(&printed)?)?, &strings).context("Go")
}

#[test]
fn as_helm_4_stores_it() -> Result<()> {
    let judge = Judge::start()?;
    let mut strings = strings()?;
    // Behind a byte order mark at the start of a string `yaml.v3` escapes every character.
    strings.retain(|string| !string.starts_with('\u{feff}') || string.chars().count() == 1);
    let stream = Stream::of_values(&Chart::load(&judge)?, &values(&strings));
    let rendered = Native::post_rendered(&stream.bytes, false);
    for document in Generated::all(&document::generated(&rendered, &stream.bytes))? {
        let kept = judge.roundtrip(&document.yaml)?;
        ensure!(kept == document.yaml, "{}", diff(document.yaml.as_bytes(), kept.as_bytes()));
    }
    Ok(())
}

#[test]
fn through_both_helms() -> Result<()> {
    let judge = Judge::start()?;
    let strings = strings()?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("values.yaml");
    fs::write(&file, unmistakable(&values(&strings)))?;
    for helm in Helm::both()? {
        let mut command = helm.command();
        command.args(["template", "dagu", "chart", "--values"]).arg(&file).args(POST_RENDERER);
        let stored = print(&mut command)?;
        compare(&judge.decode(&stored)?, &strings).with_context(|| helm.name.clone())?;
    }
    Ok(())
}

/// A value as unambiguous YAML: flow style, explicit keys, every character escaped.
fn unmistakable(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let entry =
                |(key, value): (&String, &Value)| format!("? {}\n: {}", escaped(key), unmistakable(value));
            format!("{{{}}}", map.iter().map(entry).collect::<Vec<_>>().join(",\n"))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(unmistakable).collect::<Vec<_>>().join(",\n"))
        }
        Value::String(text) => escaped(text),
        other => other.to_string(),
    }
}

fn escaped(text: &str) -> String {
    text.chars().fold("\"".to_owned(), |mut text, character| {
        // Writing to a String cannot fail.
        let _ = write!(text, "\\U{:08X}", u32::from(character));
        text
    }) + "\""
}
