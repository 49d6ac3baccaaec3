//! The files of the release.

use std::env::consts;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use dagu_chart_tests::place;

/// The version of everything.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The folder.
pub(crate) fn folder() -> PathBuf {
    place::at("target/dist")
}

/// This machine, as the names of archives say it.
pub(crate) fn platform() -> String {
    let system = if consts::OS == "macos" { "darwin" } else { consts::OS };
    let architecture = match consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    format!("{system}-{architecture}")
}

/// The plugin for this machine.
pub(crate) fn plugin() -> String {
    plugin_for(&platform())
}

/// The plugin for a platform, such as `linux-arm64`.
pub(crate) fn plugin_for(platform: &str) -> String {
    format!("dagu-plugin-{VERSION}-{platform}.tgz")
}

/// The chart.
pub(crate) fn chart() -> String {
    format!("dagu-{VERSION}.tgz")
}

/// A file of the release.
pub(crate) fn read(name: &str) -> Result<Vec<u8>> {
    let file = folder().join(name);
    fs::read(&file).with_context(|| format!("{}: run `cargo xtask dist --host`", file.display()))
}

/// The files of the release, by name.
pub(crate) fn names() -> Result<Vec<String>> {
    let entries = fs::read_dir(folder()).context("run `cargo xtask dist --host`")?;
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}
