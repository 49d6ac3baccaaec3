//! Released programs from Python packages.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::shell;

/// Installs packages into a folder: exactly these, as released programs with these checksums, and nothing else.
pub(super) fn install(requirements: &str, folder: &Path) -> Result<()> {
    let file = folder.join("requirements.txt");
    fs::write(&file, requirements)?;
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    pip.args(["--root-user-action=ignore", "--no-deps", "--only-binary=:all:", "--require-hashes"]);
    shell::run(pip.arg("--target").arg(folder).arg("--requirement").arg(file))
}
