//! The chart in an umbrella chart, under an alias: which of the umbrella's values reach it.

use std::fs;
use std::os::unix::fs::symlink;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dagu_chart_tests::expectation::diff;
use dagu_chart_tests::helm::{self, Helm};
use dagu_chart_tests::place;
use serde_json::Value;
use tempfile::TempDir;

use crate::world::World;

const CHART: &str = "\
apiVersion: v2
name: umbrella
version: 0.1.0
dependencies:
  - {name: dagu, version: '>=0.0.0-0', alias: team}
";

/// Values of the chart that remove defaults, add to them and replace them.
const VALUES: &str = "\
podSecurityContext: {fsGroup: null}
scheduler: {resources: null}
worker: {tolerations: null}
workerPools: {general: null, gpu: {replicas: 1}}
nodeSelector: {kubernetes.io/os: linux}
tolerations: [{operator: Exists}]
";

/// Flags over them.
const FLAGS: [&str; 3] = [
    "--set=team.scheduler.replicas=null,team.tolerations[0].operator=Equal",
    "--set=team.nodeSelector.kubernetes\\.io/arch=a\\,b",
    "--set-string=team.podAnnotations.number=1",
];

/// The values with the flags.
const FLAGGED: &str = "\
podSecurityContext: {fsGroup: null}
scheduler: {resources: null, replicas: null}
worker: {tolerations: null}
workerPools: {general: null, gpu: {replicas: 1}}
nodeSelector: {kubernetes.io/os: linux, kubernetes.io/arch: 'a,b'}
tolerations: [{operator: Equal}]
podAnnotations: {number: '1'}
";

/// A file of the user's and flags.
pub(crate) fn prove(world: &World, helm: &Helm) -> Result<()> {
    let umbrella = umbrella("{}")?;
    let file = umbrella.path().join("mine.yaml");
    fs::write(&file, below_alias(VALUES))?;
    let values = format!("--values={}", file.display());
    let arguments = [&[&*values], &FLAGS[..]].concat();
    reached(world, helm, &umbrella, &arguments, FLAGGED)
}

/// The umbrella's own values.yaml.
pub(crate) fn prove_defaults(world: &World, helm: &Helm) -> Result<()> {
    reached(world, helm, &umbrella(&below_alias(VALUES))?, &[], VALUES)
}

/// A chart with these values that has ours as `team`.
fn umbrella(values: &str) -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("charts"))?;
    fs::write(at("Chart.yaml"), CHART)?;
    fs::write(at("values.yaml"), values)?;
    symlink(place::at("chart"), at("charts/dagu"))?;
    Ok(folder)
}

fn below_alias(values: &str) -> String {
    let lines = values.lines().map(|line| format!("  {line}\n"));
    format!("team:\n{}", lines.collect::<String>())
}

/// The carrier has exactly these values, merged over the chart's defaults.
fn reached(world: &World, helm: &Helm, umbrella: &TempDir, arguments: &[&str], values: &str) -> Result<()> {
    let mut command = world.template(helm);
    let carrier = helm::print(command.arg("one").arg(umbrella.path()).arg("--no-hooks").args(arguments))?;
    let data = carrier.lines().find_map(|line| line.strip_prefix("data: "));
    let payload = STANDARD.decode(data.context("there is no carrier")?.trim_matches('"'))?;
    let mut found: Value = serde_json::from_slice(&payload)?;
    let wanted = world.chart.coalesce(&world.judge.values(values)?);
    let (wanted, found) =
        (serde_json::to_string_pretty(&wanted)?, serde_json::to_string_pretty(&found["values"].take())?);
    ensure!(wanted == found, "{}", diff(wanted.as_bytes(), found.as_bytes()));
    Ok(())
}
