//! Finds a Helm, and runs it with the post-renderer.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{root, setup, shell};

/// A Helm that works.
pub(super) struct Helm {
    pub(super) program: PathBuf,
    /// Such as `v4.3.1`.
    pub(super) version: String,
}

/// The Helm from `HELM_BIN`, `PATH` or target/tools.
pub(super) fn find() -> Option<Helm> {
    let given = std::env::var_os("HELM_BIN").map(PathBuf::from);
    given.into_iter().chain(shell::which("helm")).chain(tools()).find_map(Helm::at)
}

/// Whether the pinned Helm can be built.
pub(super) fn can_build() -> bool {
    shell::which("go").is_some()
}

/// Builds the pinned Helm with Go.
pub(super) fn build() -> Result<Helm> {
    setup::ensure(setup::Part::Helm3)?;
    tools().find_map(Helm::at).context("the new Helm does not run")
}

fn tools() -> impl Iterator<Item = PathBuf> {
    ["helm3", "helm4"].into_iter().map(|name| root::tool(name).join("helm"))
}

impl Helm {
    fn at(program: PathBuf) -> Option<Helm> {
        if !program.is_file() {
            return None;
        }
        let told = shell::read(Command::new(&program).args(["version", "--template", "{{.Version}}"]));
        Some(Helm { version: told.ok()?, program })
    }

    /// `helm template` of the chart with these values; the post-renderer writes its report to `report`.
    pub(super) fn template(&self, values: &[&str], report: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.args(["template", "dagu", "./chart", "--post-renderer"]);
        if self.version.starts_with("v3.") {
            command.arg(root::at("bin/dagu-post"));
        } else {
            command.arg("dagu-post").env("HELM_PLUGINS", root::at("post-renderer"));
        }
        command.args(["--post-renderer-args", "--report", "--post-renderer-args"]).arg(report);
        for file in values {
            command.args(["--values", file]);
        }
        command
    }
}
