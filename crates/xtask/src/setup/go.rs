//! Tools that are built from pinned Go modules: both Helms, a registry, a Kubernetes control plane and others.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::stamp::once;
use crate::versions::pinned;
use crate::{root, shell};

const KUSTOMIZE: &str = "v5.7.1";

const REGISTRY: &str = "v3.1.2";

const ACTIONLINT: &str = "v1.7.12";

/// The pinned Helm 3.
pub(crate) fn helm3() -> Result<()> {
    helm(3, pinned("helm3"))
}

/// The pinned Helm 4.
pub(crate) fn helm4() -> Result<()> {
    helm(4, pinned("helm4"))
}

fn helm(major: u32, version: &str) -> Result<()> {
    let package = format!("helm.sh/helm/v{major}/cmd/helm@{version}");
    install(&format!("helm{major}"), &package, &helm_flags(major, version)?)
}

/// Kustomize, which calls dagu-post as a KRM function, and which benchmarks compare with.
pub(crate) fn kustomize() -> Result<()> {
    install("kustomize", &format!("sigs.k8s.io/kustomize/kustomize/v5@{KUSTOMIZE}"), "")
}

/// Linker flags for the version that Helm reports, and for the Kubernetes that Helm 3 assumes without a cluster: a
/// plain build assumes 1.20. Helm 4 takes that from its client library.
pub(super) fn helm_flags(major: u32, version: &str) -> Result<String> {
    let mut flags = format!("-X helm.sh/helm/v{major}/internal/version.version={version}");
    if major > 3 {
        return Ok(flags);
    }
    let kubernetes = pinned("kubernetes");
    let [_, minor, _] = kubernetes.split('.').collect::<Vec<_>>()[..] else {
        bail!("{kubernetes} is not a version");
    };
    for package in ["pkg/chartutil", "pkg/lint/rules"] {
        flags += &format!(
            " -X helm.sh/helm/v3/{package}.k8sVersionMajor=1 -X helm.sh/helm/v3/{package}.k8sVersionMinor={minor}"
        );
    }
    Ok(flags)
}

/// The registry that most others are made from, for the trials of `dist`.
pub(crate) fn registry() -> Result<()> {
    install("registry", &format!("github.com/distribution/distribution/v3/cmd/registry@{REGISTRY}"), "")
}

/// The check of workflows, for the stage of that name.
pub(crate) fn actionlint() -> Result<()> {
    install("actionlint", &format!("github.com/rhysd/actionlint/cmd/actionlint@{ACTIONLINT}"), "")
}

/// The programs of the cluster tests, except those in `KUBEBUILDER_ASSETS`. The modules of tests/cluster/go.mod decide
/// what is built.
pub(crate) fn cluster() -> Result<()> {
    let versions = kubernetes_flags(pinned("kubernetes"));
    for (name, package, flags) in [
        ("kube-apiserver", "k8s.io/kubernetes/cmd/kube-apiserver", versions.as_str()),
        ("kube-controller-manager", "k8s.io/kubernetes/cmd/kube-controller-manager", &versions),
        ("kubectl", "k8s.io/kubernetes/cmd/kubectl", &versions),
        ("etcd", "go.etcd.io/etcd/server/v3", ""),
    ] {
        if asset(name).is_some_and(|file| file.is_file()) {
            println!("{name}: from KUBEBUILDER_ASSETS");
        } else {
            build("tests/cluster", name, package, flags)?;
        }
    }
    Ok(())
}

/// Linker flags for the version that the programs of Kubernetes report.
pub(super) fn kubernetes_flags(version: &str) -> String {
    format!(
        "-X k8s.io/component-base/version.gitVersion={version} -X k8s.io/client-go/pkg/version.gitVersion={version}"
    )
}

fn asset(name: &str) -> Option<PathBuf> {
    std::env::var_os("KUBEBUILDER_ASSETS").map(|folder| PathBuf::from(folder).join(name))
}

/// Installs `package`, which ends in its version, as target/tools/`name`.
fn install(name: &str, package: &str, flags: &str) -> Result<()> {
    once(name, &format!("{package} {flags}"), |folder| {
        let mut go = go()?;
        go.env("GOBIN", folder).args(["install", "-trimpath", "-ldflags"]);
        shell::run(go.arg(format!("-s -w {flags}")).arg(package))
    })
}

/// Builds `package` of one of our modules, whose go.mod decides the versions.
pub(super) fn build(module: &str, name: &str, package: &str, flags: &str) -> Result<()> {
    let module = root::at(module);
    let mut pin = format!("{package} {flags}\n{}", fs::read_to_string(module.join("go.mod"))?);
    if package == "." {
        pin += &fs::read_to_string(module.join("main.go"))?;
    }
    once(name, &pin, |folder| compile(&module, &[package], flags, &folder.join(name)))
}

/// Builds packages in `module`: one into the file `output`, or several into that folder.
pub(super) fn compile(module: &Path, packages: &[&str], flags: &str, output: &Path) -> Result<()> {
    let mut go = go()?;
    go.current_dir(module).args(["build", "-buildvcs=false", "-trimpath", "-ldflags"]);
    shell::run(go.arg(format!("-s -w {flags}")).arg("-o").arg(output).args(packages))
}

/// The JSON that a Go command prints.
pub(super) fn json(module: &Path, arguments: &[&str]) -> Result<Value> {
    let printed = shell::read(go()?.current_dir(module).args(arguments))?;
    serde_json::from_str(&printed).context("Go did not print JSON")
}

/// Go, configured for programs that run on any system.
pub(crate) fn go() -> Result<Command> {
    if shell::which("go").is_none() {
        bail!("Go 1.26 or newer is needed: install it from https://go.dev/dl/ and put it on PATH");
    }
    let mut command = Command::new("go");
    // Without cgo the tools need no C compiler and run in any root file system.
    command.env("CGO_ENABLED", "0").env("GOTOOLCHAIN", "auto");
    Ok(command)
}
