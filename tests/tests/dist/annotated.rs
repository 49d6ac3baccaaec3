//! What Artifact Hub reads from the chart of the release.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, ensure};
use serde_yaml::Value;

use crate::archive::unpacked;
use crate::home::{Helm, Home};
use crate::{release, server};

/// The kinds of changes that Artifact Hub knows.
const KINDS: [&str; 6] = ["added", "changed", "deprecated", "removed", "fixed", "security"];

/// Licence, links, changes and images are there in the form that Artifact Hub reads, and the images are those of the pods.
pub(crate) fn prove() -> Result<()> {
    let folder = unpacked(&release::chart())?;
    let chart: Value = serde_yaml::from_str(&fs::read_to_string(folder.path().join("dagu/Chart.yaml"))?)?;
    let annotation = |name: &str| {
        let text = chart["annotations"][format!("artifacthub.io/{name}")].as_str();
        text.with_context(|| format!("no annotation `{name}`"))
    };
    let read = |name: &str| Ok::<Value, anyhow::Error>(serde_yaml::from_str(annotation(name)?)?);
    ensure!(annotation("license")? == "Apache-2.0", "another licence");

    let links = read("links")?;
    ensure!(!links.as_sequence().context("no list of links")?.is_empty(), "no links");
    for link in links.as_sequence().into_iter().flatten() {
        ensure!(link["name"].is_string() && link["url"].is_string(), "{link:?}");
    }
    let changes = read("changes")?;
    ensure!(!changes.as_sequence().context("no list of changes")?.is_empty(), "no changes");
    for change in changes.as_sequence().into_iter().flatten() {
        let kind = change["kind"].as_str().unwrap_or_default();
        ensure!(KINDS.contains(&kind) && change["description"].is_string(), "{change:?}");
    }
    let listed = read("images")?;
    let listed = listed.as_sequence().context("no list of images")?;
    let listed: BTreeSet<_> = listed.iter().filter_map(|image| image["image"].as_str()).collect();
    let manifests = manifests()?;
    ensure!(listed == used(&manifests), "images: {listed:?}, but used: {:?}", used(&manifests));
    Ok(())
}

/// All that Helm installs and tests with the default values.
fn manifests() -> Result<String> {
    let home = Home::new(Helm::Four)?;
    let chart = release::folder().join(release::chart());
    home.install(&format!("{}/{}", server::start()?, release::plugin()))?;
    home.print(&[
        "dagu",
        "template",
        "dagu",
        &*chart.to_string_lossy(),
        "--set",
        "persistence.storageClass=shared",
    ])
}

/// The images of all containers.
fn used(manifests: &str) -> BTreeSet<&str> {
    let lines =
        manifests.lines().filter_map(|line| line.trim_start_matches([' ', '-']).strip_prefix("image: "));
    lines.map(|image| image.trim_matches('"')).collect()
}
