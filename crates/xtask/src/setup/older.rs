//! The API server and the controllers of an older Kubernetes, in any version that Go builds.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::go;
use super::stamp::once;
use crate::shell;

const PACKAGES: [&str; 2] =
    ["k8s.io/kubernetes/cmd/kube-apiserver", "k8s.io/kubernetes/cmd/kube-controller-manager"];

/// The start of each such go.mod. Go adds the rest, the same each time: of each module
/// the oldest version that all others accept.
const MODULE: &str = "module dagu.invalid/tests/older\n\ngo 1.25.0\n";

/// Builds both programs into target/tools/kubernetes-`version`. etcd and kubectl, which trials use only to read
/// and prepare objects, are those of the newest version.
pub(crate) fn kubernetes(version: &str) -> Result<()> {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let rest = version.strip_prefix("v1.").filter(|rest| rest.split('.').all(number));
    let Some(rest) = rest else { bail!("`{version}` is not a version of Kubernetes, such as v1.24.17") };
    let flags = go::kubernetes_flags(version);
    once(&format!("kubernetes-{version}"), &format!("{flags}\n{MODULE}"), |folder| {
        let module = folder.join("module");
        fs::create_dir(&module)?;
        write(&module, version, &format!("v0.{rest}"))?;
        go::compile(&module, &PACKAGES, &flags, folder)?;
        Ok(fs::remove_dir_all(&module)?)
    })
}

/// Writes a go.mod with the released version of each module that Kubernetes has in its own repository.
fn write(module: &Path, version: &str, staging: &str) -> Result<()> {
    fs::write(module.join("go.mod"), MODULE)?;
    let theirs = format!("k8s.io/kubernetes@{version}");
    let downloaded = go::json(module, &["mod", "download", "-json", &theirs])?;
    let theirs = downloaded["GoMod"].as_str().context("Go did not print the go.mod of Kubernetes")?;
    let theirs = go::json(module, &["mod", "edit", "-json", theirs])?;
    let replaced = theirs["Replace"].as_array().context("the go.mod of Kubernetes has no `replace`")?;
    let local =
        |line: &&serde_json::Value| line["New"]["Path"].as_str().is_some_and(|path| path.starts_with("./"));
    let mut edit = go::go()?;
    edit.current_dir(module).args(["mod", "edit"]);
    for path in replaced.iter().filter(local).filter_map(|line| line["Old"]["Path"].as_str()) {
        edit.arg(format!("-replace={path}={path}@{staging}"));
    }
    shell::run(&mut edit)?;
    let packages = PACKAGES.map(|package| format!("{package}@{version}"));
    shell::run(go::go()?.current_dir(module).arg("get").args(packages))
}
