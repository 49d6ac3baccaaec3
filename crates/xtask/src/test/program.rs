//! The Rust test programs of the workspace, built together.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{build, shell};

/// The package whose test programs are separate stages.
const RUNNERS: &str = "dagu-chart-tests";

/// One test program.
#[derive(Clone)]
pub(crate) struct Program {
    target: String,
    kind: String,
    package: String,
    folder: PathBuf,
    executable: PathBuf,
}

/// Builds every test program of the workspace.
pub(crate) fn all() -> Result<Vec<Program>> {
    let mut cargo = build::cargo();
    cargo.args(["test", "--workspace", "--no-run", "--message-format=json-render-diagnostics"]);
    let mut programs = Vec::new();
    for line in shell::read(&mut cargo)?.lines() {
        let message: Value = serde_json::from_str(line).context("cargo did not print JSON")?;
        programs.extend(program(&message));
    }
    programs.sort_by_key(Program::stage);
    Ok(programs)
}

fn program(message: &Value) -> Option<Program> {
    if message["profile"]["test"] != true {
        return None;
    }
    let folder = PathBuf::from(message["manifest_path"].as_str()?).parent()?.to_owned();
    Some(Program {
        target: message["target"]["name"].as_str()?.to_owned(),
        kind: message["target"]["kind"][0].as_str()?.to_owned(),
        package: package(message["package_id"].as_str()?),
        executable: message["executable"].as_str()?.into(),
        folder,
    })
}

/// The name in `path+file:///…/crates/xtask#0.1.0` or `path+file:///…/tests#dagu-chart-tests@0.1.0`.
fn package(id: &str) -> String {
    let (source, version) = id.rsplit_once('#').unwrap_or((id, ""));
    match version.split_once('@') {
        Some((name, _)) => name.to_owned(),
        None => source.rsplit('/').next().unwrap_or(source).to_owned(),
    }
}

impl Program {
    /// The name of its stage: `helm` or `cluster` for a runner, `dagu-chart` for unit tests.
    pub(crate) fn stage(&self) -> String {
        match (self.package.as_str(), self.kind.as_str()) {
            (RUNNERS, "test") => self.target.clone(),
            (package, "test") => format!("{package}/{}", self.target),
            (package, _) => package.to_owned(),
        }
    }

    /// The command that runs it as cargo would.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.executable);
        command.current_dir(&self.folder).env("CARGO_MANIFEST_DIR", &self.folder);
        command
    }
}

#[cfg(test)]
mod tests {
    use super::package;

    #[test]
    fn packages_are_named() {
        assert_eq!(package("path+file:///clone/crates/xtask#0.1.0"), "xtask");
        assert_eq!(package("path+file:///clone/tests#dagu-chart-tests@0.1.0"), "dagu-chart-tests");
    }
}
