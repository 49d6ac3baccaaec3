//! The chart as an archive: what Helm packs, without the times that Helm writes.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::VERSION;
use super::archive::Archive;
use crate::setup::{self, Part};
use crate::{root, shell};

/// Writes the archive, under the name that Helm gives it.
pub(super) fn pack(folder: &Path) -> Result<()> {
    setup::ensure(Part::Helm4)?;
    let packed = root::at("target/dist.chart");
    if packed.exists() {
        fs::remove_dir_all(&packed)?;
    }
    fs::create_dir_all(&packed)?;
    let name = format!("dagu-{VERSION}.tgz");
    let mut helm = Command::new(root::tool("helm4").join("helm"));
    shell::run(helm.arg("package").arg(root::at("chart")).arg("--destination").arg(&packed))?;
    shell::run(Command::new("tar").current_dir(&packed).args(["-xzf", &name]))?;
    let mut archive = Archive::new();
    archive.folder(&packed.join("dagu"), "dagu/")?;
    archive.gzip(&folder.join(&name))?;
    Ok(fs::remove_dir_all(packed)?)
}
