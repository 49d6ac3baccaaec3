//! Exported manifests and a live release of the same values: one follows the other.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::{self, Helm};

use crate::release::{FIRST, Release};

/// Without credentials that the chart generates.
const VALUES: [&str; 4] = ["--values", FIRST, "--set", "auth.mode=none"];

/// Every key has a value, and the credentials are in Secrets of the chart.
const EVERYTHING: [&str; 2] = ["--values", "tests/cases/everything/values.yaml"];

/// An upgrade to the exported chart, and back, changes no object.
pub(crate) fn prove_chart(cluster: &Cluster, helm: &Helm) -> Result<()> {
    prove_chart_of(cluster, helm, "exported", &VALUES)?;
    prove_chart_of(cluster, helm, "exported-everything", &EVERYTHING)
}

fn prove_chart_of(cluster: &Cluster, helm: &Helm, proof: &str, values: &[&str]) -> Result<()> {
    let release = Release::new(cluster, helm, proof)?;
    let folder = tempfile::tempdir()?;
    let chart = folder.path().join("plain").to_string_lossy().into_owned();
    helm::print(export(cluster, &release, &["--chart", &chart]).args(values))?;

    release.apply("install", values)?;
    // Helm 4's first upgrade writes the time into the `managedFields` of the claim.
    release.apply("upgrade", values)?;
    let live = release.settled()?.without("Secret/sh.helm.");
    helm::print(&mut release.helm(&["upgrade"], &[&chart]))?;
    let plain = release.settled()?.without("Secret/sh.helm.");
    ensure!(live == plain, "the exported chart changed objects:\n{live:#?}\n{plain:#?}");
    release.stands()?;
    release.apply("upgrade", values)?;
    let back = release.settled()?.without("Secret/sh.helm.");
    ensure!(plain == back, "the way back changed objects:\n{plain:#?}\n{back:#?}");
    Ok(())
}

/// A release takes over what kubectl applied, and no pod restarts.
pub(crate) fn prove_adopted(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "adopted")?;
    let manifests = helm::print(export(cluster, &release, &["--manifests", "-"]).args(VALUES))?;
    let applied = release.feed(&["apply", "--filename=-"], &manifests)?;
    ensure!(applied.ok, "kubectl refused the export: {}", applied.stderr);
    let pods = pods(&release)?;
    ensure!(!pods.is_empty(), "the controllers made no pods");

    let refused = release.try_apply("install", &VALUES)?;
    ensure!(!refused.ok && refused.stderr.contains("invalid ownership metadata"), "{}", refused.stderr);
    let mut flags = vec!["--take-ownership"];
    if helm.version.is_four() {
        // Helm 4 applies on the server, where the fields still belong to kubectl.
        flags.push("--force-conflicts");
    }
    release.apply("install", &[&VALUES[..], &flags].concat())?;
    release.stands()?;
    ensure!(self::pods(&release)? == pods, "pods were replaced");
    Ok(())
}

fn export(cluster: &Cluster, release: &Release, target: &[&str]) -> std::process::Command {
    let mut command = release.dagu("export", target);
    command.args(["--kube-version", cluster.version()]);
    command
}

fn pods(release: &Release) -> Result<BTreeSet<String>> {
    let names = release.settled()?.names();
    Ok(names.into_iter().filter(|name| name.starts_with("Pod/")).collect())
}
