//! `cargo xtask build`: everything that is shipped.

use std::fs;

use anyhow::{Context, Result};

use crate::{root, shell};

/// Builds both programs for release and copies them to bin/, where the plugins look for them.
pub(crate) fn run() -> Result<()> {
    program("dagu-post")?;
    program("helm-dagu")
}

/// Builds one program for release and copies it to bin/.
pub(crate) fn program(package: &str) -> Result<()> {
    // One package at a time: with others in the same command, their features would leak into it.
    shell::run(shell::cargo().args(["build", "--release", "--package", package]))?;
    fs::create_dir_all(root::at("bin"))?;
    let built = root::release().join(package);
    // A new file rather than a changed one: a running copy keeps its own.
    let staging = root::at("bin").join(format!(".{package}.new"));
    fs::copy(&built, &staging).with_context(|| format!("cannot copy {}", built.display()))?;
    fs::rename(&staging, root::at("bin").join(package))?;
    Ok(())
}
