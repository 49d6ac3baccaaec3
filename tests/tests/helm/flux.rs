//! The recipes for Flux with its own command: what its controllers build from an export in Git, and from one that went
//! through a registry.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::helm::{self, Helm};
use dagu_chart_tests::place;
use dagu_chart_tests::registry::Registry;

use crate::gitops::{NAMESPACE, VALUES, rendered};
use crate::kustomize::{Objects, objects, same};
use crate::world::World;

/// Flux adds to each object which Kustomization it belongs to.
const OWNER: &str = "kustomize.toolkit.fluxcd.io/";

pub(crate) fn prove(world: &World, helm: &Helm) -> Result<()> {
    let wanted = rendered(world, helm, "dagu")?;
    let git = tempfile::tempdir()?;
    let base = git.path().join("base");
    let mut export = Command::new(place::at("bin/helm-dagu"));
    export.args(["export", "dagu", "--release-namespace", NAMESPACE, "--values"]).arg(place::at(VALUES));
    helm::print(export.arg("--kustomize").arg(&base))?;
    same(&wanted, &built(world, &base, "docs/gitops/flux/kustomization.yaml")?)?;

    let registry = Registry::start()?;
    let address = format!("oci://{}/platform/dagu:main", registry.address());
    let mut push = flux(git.path())?;
    push.args(["push", "artifact", &address, "--path=base", "--source=https://git.example.com/platform.git"]);
    helm::print(push.arg("--revision=main@sha1:0000000000000000000000000000000000000000"))?;
    let pulled = git.path().join("pulled");
    fs::create_dir(&pulled)?;
    helm::print(flux(git.path())?.args(["pull", "artifact", &address, "--output=pulled"]))?;
    same(&wanted, &built(world, &pulled, "docs/gitops/flux/oci.yaml")?)
}

/// What Flux applies from a folder, by a Kustomization in a file of the documentation.
fn built(world: &World, folder: &Path, kustomization: &str) -> Result<Objects> {
    let mut build = flux(folder)?;
    build.args(["build", "kustomization", "dagu", "--dry-run", "--path"]).arg(folder);
    let printed = helm::print(build.arg("--kustomization-file").arg(place::at(kustomization)))?;
    let mut objects = objects(world, &printed)?;
    for object in objects.values_mut() {
        let labels = object["metadata"]["labels"].as_object_mut();
        let count = labels.map(|labels| {
            let before = labels.len();
            labels.retain(|name, _| !name.starts_with(OWNER));
            before - labels.len()
        });
        ensure!(count == Some(2), "Flux labels no owner: {object:#}");
    }
    Ok(objects)
}

fn flux(folder: &Path) -> Result<Command> {
    let mut flux = Command::new(place::tool("flux/flux").context("run `cargo xtask setup flux`")?);
    flux.current_dir(folder).env_clear().env("HOME", folder).env("PATH", "/usr/bin:/bin");
    Ok(flux)
}
