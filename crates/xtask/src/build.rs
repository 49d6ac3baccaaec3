//! `cargo xtask build`: the core, both programs and the page.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{root, setup, shell};

/// The path of the core for both programs and the page.
const ARTEFACT: &str = "target/artefact";

/// Builds the core, both programs and the page.
pub(crate) fn run() -> Result<()> {
    programs()?;
    page()
}

/// Builds both programs for release and copies them to bin/, where the plugins find them.
pub(crate) fn programs() -> Result<()> {
    post_renderer()?;
    program("helm-dagu")
}

/// Builds the program that Helm runs.
pub(crate) fn post_renderer() -> Result<()> {
    core()?;
    program("dagu-post")
}

/// Builds the core into target/artefact, for all later builds.
pub(crate) fn core() -> Result<()> {
    setup::ensure(setup::Part::Rust)?;
    let mut cargo = shell::cargo();
    cargo.args(["run", "--quiet", "--package", "xtask", "--bin", "artefact", "--features", "artefact", "--"]);
    shell::run(cargo.arg(root::at(ARTEFACT)))
}

/// Cargo, with the core from target/artefact instead of one for each profile.
pub(crate) fn cargo() -> Command {
    let mut cargo = shell::cargo();
    cargo.env("DAGU_CHART_WASM", root::at(ARTEFACT).join("dagu_chart.wasm"));
    cargo
}

fn program(package: &str) -> Result<()> {
    // One package at a time: in one command, cargo would unify the features of all of them.
    shell::run(cargo().args(["build", "--release", "--package", package]))?;
    fs::create_dir_all(root::at("bin"))?;
    let built = root::release().join(package);
    // A new file, not a changed one, so that a running copy keeps its own.
    let staging = root::at("bin").join(format!(".{package}.new"));
    fs::copy(&built, &staging).with_context(|| format!("cannot copy {}", built.display()))?;
    fs::rename(&staging, root::at("bin").join(package))?;
    Ok(())
}

fn page() -> Result<()> {
    setup::page().context("both programs are built in bin/, but not the page")?;
    let mut npm = Command::new("npm");
    shell::run(npm.current_dir(root::at("www")).args(["run", "--silent", "build"]))
}
