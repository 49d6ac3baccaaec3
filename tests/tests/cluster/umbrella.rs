//! An umbrella chart with ours twice, under aliases.

use std::fs;
use std::os::unix::fs::symlink;

use anyhow::{Result, ensure};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::{self, Helm, POST_RENDERER};
use dagu_chart_tests::place;

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

/// Both copies run in one namespace, each with its own password that an upgrade keeps, and the API
/// server takes every field of them.
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
    run(&[&["upgrade", "team", &chart, "--set", "green.scheduler.replicas=2"], &POST_RENDERER[..]].concat())?;
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
