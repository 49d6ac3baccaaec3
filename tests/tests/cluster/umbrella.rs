//! An umbrella chart with ours twice, under aliases.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::{self, Helm, POST_RENDERER};
use dagu_chart_tests::place;
use serde_json::Value;

use crate::neighbours::ensure_apart;
use crate::release::Release;

const CHART: &str = "\
apiVersion: v2
name: umbrella
version: 0.1.0
dependencies:
  - {name: dagu, version: '>=0.0.0-0', alias: blue}
  - {name: dagu, version: '>=0.0.0-0', alias: green}
";

const VALUES: &str = "\
blue: {persistence: {storageClass: shared}}
green: {persistence: {storageClass: shared}}
";

const TEMPLATE: &str = "{apiVersion: v1, kind: ConfigMap, metadata: {name: umbrella}, data: {a: b}}\n";

/// Two values of different copies change, and one is new.
const CHANGED: &str =
    "green.scheduler.replicas=2,blue.workerPools.gpu.labels.gpu=a,blue.ui.service.port=8081";

/// The values that differ, by their paths, before and after. A value that is not there is null.
type Changes = BTreeMap<String, [Value; 2]>;

/// Both copies run in one namespace, each with its own password that an upgrade keeps, the API server
/// takes every field of them, and `plan --values-only` predicts the values of both.
pub(crate) fn prove(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let chart = folder.path();
    fs::create_dir_all(chart.join("templates"))?;
    fs::create_dir_all(chart.join("charts"))?;
    fs::write(chart.join("Chart.yaml"), CHART)?;
    fs::write(chart.join("values.yaml"), VALUES)?;
    fs::write(chart.join("templates/own.yaml"), TEMPLATE)?;
    symlink(place::at("chart"), chart.join("charts/dagu"))?;

    let release = Release::new(cluster, helm, "umbrella")?;
    let run = |arguments: &[&str]| {
        let mut command = helm.on(&cluster.admin());
        helm::print(command.args(arguments).args(["--namespace", &release.namespace]))
    };
    let chart = chart.to_string_lossy();
    let passwords = || {
        let data = |name: &str| Ok::<_, anyhow::Error>(release.object(name)?["data"]["password"].clone());
        Ok::<_, anyhow::Error>([data("secret/team-blue-admin")?, data("secret/team-green-admin")?])
    };
    run(&[&["install", "team", &chart], &POST_RENDERER[..]].concat())?;
    let before = passwords()?;
    ensure!(before[0].is_string() && before[0] != before[1], "the copies share a password");
    let revision = |number: &str| -> Result<Value> {
        let values = ["get", "values", "team", "--all", "--output=json", "--revision", number];
        Ok(serde_json::from_str(&run(&values)?)?)
    };
    let plan = |arguments: &[&str]| -> Result<Changes> {
        let mut command = helm.dagu(&cluster.admin());
        command.args(["plan", "team", "--values-only", "--output=json"]).args(arguments);
        let answer = helm::print(command.env("HELM_NAMESPACE", &release.namespace))?;
        changes(&serde_json::from_str(&answer)?)
    };
    let told = plan(&[&chart, "--set", CHANGED])?;
    run(&[&["upgrade", "team", &chart, "--set", CHANGED], &POST_RENDERER[..]].concat())?;
    let done = difference(&revision("1")?, &revision("2")?);
    ensure!(done.len() == 3 && told == done, "told: {told:#?}\ndone: {done:#?}");
    let again = plan(&[&chart, "--set", CHANGED])?;
    ensure!(again.is_empty(), "the same values change something: {again:#?}");
    let back = plan(&["--to-revision=1"])?;
    let reverse = done.into_iter().map(|(path, [before, after])| (path, [after, before])).collect();
    ensure!(back == reverse, "the way back: {back:#?}");
    ensure!(passwords()? == before, "the upgrade changed a password");
    release.object("configmap/umbrella")?;
    for (name, replicas) in [("blue", 1), ("green", 2)] {
        let scheduler = release.object(&format!("deployment/team-{name}-scheduler"))?;
        ensure!(scheduler["spec"]["replicas"] == replicas, "{name}: {}", scheduler["spec"]["replicas"]);
    }
    ensure_apart(&release)?;

    let manifest = run(&["get", "manifest", "team"])?;
    let strict = [
        "apply",
        "--server-side",
        "--dry-run=server",
        "--validate=strict",
        "--force-conflicts",
        "--filename=-",
    ];
    let taken = release.feed(&strict, &manifest)?;
    ensure!(taken.ok, "{}", taken.stderr);
    Ok(())
}

/// What `plan --values-only` predicts.
fn changes(answer: &Value) -> Result<Changes> {
    let changes = answer["changes"].as_array().context("no changes")?.iter();
    let change = |change: &Value| {
        let path = change["path"].as_str().context("no path")?.to_owned();
        Ok((path, [change["before"].clone(), change["after"].clone()]))
    };
    changes.map(change).collect()
}

/// What differs in the values of two revisions, as Helm merged them.
fn difference(before: &Value, after: &Value) -> Changes {
    let mut changes = Changes::new();
    for (side, values) in [before, after].into_iter().enumerate() {
        leaves(values, "", &mut |path, value| {
            changes.entry(path.to_owned()).or_default()[side] = value.clone()
        });
    }
    changes.retain(|_, [before, after]| before != after);
    changes
}

fn leaves(values: &Value, path: &str, visit: &mut dyn FnMut(&str, &Value)) {
    match values {
        Value::Object(map) if !map.is_empty() => {
            for (key, value) in map {
                let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                leaves(value, &below, visit);
            }
        }
        value => visit(path, value),
    }
}
