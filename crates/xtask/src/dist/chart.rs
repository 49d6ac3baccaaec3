//! The chart as an archive: what Helm packs, without the times that Helm writes, and with what Artifact Hub shows.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::VERSION;
use super::annotations;
use super::archive::Archive;
use crate::setup::{self, Part};
use crate::{root, shell};

/// Writes the archive, under the name that Helm gives it.
pub(super) fn pack(repository: Option<&str>, folder: &Path) -> Result<()> {
    setup::ensure(Part::Helm4)?;
    let work = root::at("target/dist.chart");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    fs::create_dir_all(&work)?;
    shell::run(Command::new("cp").arg("-R").arg(root::at("chart")).arg(work.join("source")))?;
    annotate(&work.join("source/Chart.yaml"), repository)?;
    let name = format!("dagu-{VERSION}.tgz");
    let mut helm = Command::new(root::tool("helm4").join("helm"));
    shell::run(helm.current_dir(&work).args(["package", "source"]))?;
    shell::run(Command::new("tar").current_dir(&work).args(["-xzf", &name]))?;
    let mut archive = Archive::new();
    archive.folder(&work.join("dagu"), "dagu/")?;
    archive.gzip(&folder.join(&name))?;
    Ok(fs::remove_dir_all(work)?)
}

/// Adds to the annotations, which end the file, and the source of the chart.
fn annotate(file: &Path, repository: Option<&str>) -> Result<()> {
    let text = fs::read_to_string(file)?;
    let (_, annotations) = text.split_once("\nannotations:\n").context("Chart.yaml has no annotations")?;
    ensure!(
        annotations.lines().all(|line| line.starts_with("  ")),
        "annotations are not the end of Chart.yaml"
    );
    let source = repository.map(source).unwrap_or_default();
    Ok(fs::write(file, text + &annotations::lines()? + &source)?)
}

/// The lines of Chart.yaml about a repository: Artifact Hub shows them as links, and Helm gives a registry the source of
/// the chart.
fn source(repository: &str) -> String {
    format!("home: {repository}/blob/v{VERSION}/README.md\nsources:\n  - {repository}\n")
}
