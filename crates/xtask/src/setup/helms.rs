//! Another Helm than the pinned ones, in any version that Go builds.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::go;
use super::stamp::once;
use crate::shell;

/// A module of old Helms whose address no longer exists, and the author's current address of the same code.
const MOVED: (&str, &str) = ("vbom.ml/util", "github.com/fvbommel/util@v0.0.0-20180919145318-efcd4e0f9787");

/// Builds it into target/tools/helm-`version` with the go.mod of its release: `go install` refuses one that
/// replaces modules, which old ones do.
pub(crate) fn helm(version: &str) -> Result<()> {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let major = match version.split('.').collect::<Vec<_>>()[..] {
        ["v3", minor, patch] if number(minor) && number(patch) => 3,
        ["v4", minor, patch] if number(minor) && number(patch) => 4,
        _ => bail!("`{version}` is not a version of Helm, such as v3.20.0"),
    };
    let flags = go::helm_flags(major, version)?;
    once(&format!("helm-{version}"), &format!("{flags}\n{MOVED:?}"), |folder| {
        let module = folder.join("module");
        fs::create_dir(&module)?;
        let theirs = format!("helm.sh/helm/v{major}@{version}");
        let downloaded = go::json(&module, &["mod", "download", "-json", &theirs])?;
        let source = Path::new(downloaded["Dir"].as_str().context("Go did not print the folder of Helm")?);
        // Their modes are read-only, and Go must add to them.
        for file in ["go.mod", "go.sum"] {
            fs::write(module.join(file), fs::read(source.join(file))?)?;
        }
        let (old, new) = MOVED;
        if fs::read_to_string(module.join("go.sum"))?.contains(old) {
            let replace = format!("-replace={old}={new}");
            shell::run(go::go()?.current_dir(&module).args(["mod", "edit", &replace]))?;
        }
        let mut build = go::go()?;
        build.current_dir(source).args(["build", "-buildvcs=false", "-trimpath", "-mod=mod"]);
        build.arg(format!("-modfile={}", module.join("go.mod").display()));
        build.args(["-ldflags", &format!("-s -w {flags}")]);
        shell::run(build.arg("-o").arg(folder.join("helm")).arg("./cmd/helm"))?;
        Ok(fs::remove_dir_all(&module)?)
    })
}
