//! Programs of Go that are built with the go.mod of their release: `go install` refuses one that replaces modules.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::go;
use crate::shell;

/// A program in a release.
pub(super) struct Program<'a> {
    /// The module and its version, such as `helm.sh/helm/v3@v3.1.3`.
    pub(super) module: &'a str,
    /// Its package, such as `./cmd/helm`.
    pub(super) package: &'a str,
    /// Flags of the linker.
    pub(super) flags: &'a str,
    /// A module whose address no longer exists, and where the same code is now.
    pub(super) moved: Option<(&'a str, &'a str)>,
    /// A file that a release is made with and the module lacks: it is an empty one.
    pub(super) lacking: Option<&'a str>,
}

impl Program<'_> {
    /// Builds it into the file `output`, from a copy of the module in `folder`, because Go keeps its own read-only.
    pub(super) fn build(&self, folder: &Path, output: &Path) -> Result<()> {
        let downloaded = go::json(folder, &["mod", "download", "-json", self.module])?;
        let source = downloaded["Dir"].as_str().context("Go did not print the folder of a module")?;
        let module = folder.join("module");
        shell::run(Command::new("cp").args(["-R", source]).arg(&module))?;
        shell::run(Command::new("chmod").args(["-R", "u+w"]).arg(&module))?;
        if let Some((old, new)) = self.moved
            && fs::read_to_string(module.join("go.sum"))?.contains(old)
        {
            let replace = format!("-replace={old}={new}");
            shell::run(go::go()?.current_dir(&module).args(["mod", "edit", &replace]))?;
        }
        if let Some(path) = self.lacking {
            let file = module.join(path);
            fs::create_dir_all(file.parent().context("a file is in a folder")?)?;
            fs::write(file, "")?;
        }
        let mut build = go::go()?;
        build.current_dir(&module).args(["build", "-buildvcs=false", "-trimpath", "-mod=mod"]);
        build.args(["-ldflags", &format!("-s -w {}", self.flags)]);
        shell::run(build.arg("-o").arg(output).arg(self.package))?;
        Ok(fs::remove_dir_all(&module)?)
    }
}
