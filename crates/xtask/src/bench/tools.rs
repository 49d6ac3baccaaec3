//! The programs that we compare with, in the versions that the budgets refer to.

use std::path::PathBuf;

use anyhow::Result;

use crate::setup::go;
use crate::{root, shell};

pub(crate) fn yq() -> Result<PathBuf> {
    installed("yq", "github.com/mikefarah/yq/v4", "v4.47.1")
}

pub(crate) fn kustomize() -> Result<PathBuf> {
    go::kustomize()?;
    Ok(root::tool("kustomize").join("kustomize"))
}

/// The version is in the folder's name, so that another version is another tool.
fn installed(name: &str, module: &str, version: &str) -> Result<PathBuf> {
    let folder = root::tool(&format!("{name}-{version}"));
    let program = folder.join(name);
    if !program.is_file() {
        let mut go = go::go()?;
        go.env("GOBIN", &folder);
        shell::run(go.args(["install", "-trimpath", "-ldflags=-s -w"]).arg(format!("{module}@{version}")))?;
    }
    Ok(program)
}
