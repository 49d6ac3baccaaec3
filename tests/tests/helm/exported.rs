//! `helm dagu export`: a plain chart and a base for kustomize have the objects of every case.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::case::{self, Case};
use dagu_chart_tests::engine::{Answer, Engine, Native};
use dagu_chart_tests::expectation::diff;
use dagu_chart_tests::helm::{self, Helm, Outcome, POST_RENDERER};
use dagu_chart_tests::place;
use serde_json::Value;

use crate::cases::mask;
use crate::world::World;

const TEST: &str = "templates/tests/test-connection.yaml";

pub(crate) fn prove(world: &World, helm: &Helm) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut exported = 0;
    for case in case::all()? {
        let Some(request) = case.request() else { continue };
        let native = Native.render(&request)?;
        let root = folder.path().join(&case.name);
        let of_case = || format!("case {}", case.name);
        let chart = export(&case, "--chart", &root.join("chart"))?;
        ensure!(chart.ok == native.ok, "{}: {}", case.name, chart.stderr);
        if !native.ok || case.refused_by_kubernetes {
            continue;
        }
        let mut template = world.template_for(helm, &case.kube_version);
        template.arg(&case.release.name).arg(root.join("chart"));
        template.args(["--no-hooks", "--namespace", &case.release.namespace]);
        let printed = helm::print(&mut template).with_context(of_case)?;
        same(world, &native, &printed).with_context(of_case)?;
        if helm.version.is_four() {
            let base = export(&case, "--kustomize", &root.join("base"))?;
            ensure!(base.ok, "{}: {}", case.name, base.stderr);
            let mut kustomize = Command::new(place::tool("kustomize/kustomize")?);
            let built = helm::print(kustomize.arg("build").arg(root.join("base"))).with_context(of_case)?;
            same(world, &native, &built).with_context(of_case)?;
        }
        exported += 1;
    }
    ensure!(exported > 200, "only {exported} cases were exported");
    beside_the_objects(world, helm, folder.path())
}

/// `helm dagu export` of a case.
fn export(case: &Case, format: &str, folder: &Path) -> Result<Outcome> {
    let mut command = Command::new(place::at("bin/helm-dagu"));
    command.args(["export", &case.release.name, "--allow-generated", format]).arg(folder).args(case.flags());
    command.args(["--release-namespace", &case.release.namespace, "--kube-version", &case.kube_version]);
    command.args(case.strict.then_some("--strict"));
    helm::run(&mut command)
}

/// The objects are the same. Kustomize sorts them, and Helm's order is another test's. Kustomize also makes the next line
/// character a space, as the API server does.
fn same(world: &World, native: &Answer, printed: &str) -> Result<()> {
    let read = |stream: &str| -> Result<String> {
        let mut objects = world.judge.decode(stream)?;
        objects.iter_mut().for_each(mask);
        objects.sort_by_cached_key(identity);
        Ok(serde_json::to_string_pretty(&objects)?.replace('\u{85}', " "))
    };
    let wanted = read(str::from_utf8(&native.stream).context("the core printed no UTF-8")?)?;
    let found = read(printed)?;
    ensure!(wanted == found, "{}", diff(wanted.as_bytes(), found.as_bytes()));
    Ok(())
}

fn identity(object: &Value) -> String {
    let metadata = &object["metadata"];
    format!("{} {} {} {}", object["apiVersion"], object["kind"], metadata["namespace"], metadata["name"])
}

/// The Pod of `helm test` and the notes are those of the chart, and another release is refused.
fn beside_the_objects(world: &World, helm: &Helm, folder: &Path) -> Result<()> {
    let values = place::at("tests/cases/test-pod/values.yaml");
    let plain = folder.join("plain");
    let mut export = Command::new(place::at("bin/helm-dagu"));
    export.args(["export", "team", "--release-namespace=flows", "--allow-generated", "--chart"]).arg(&plain);
    helm::print(export.arg("--values").arg(&values))?;

    let template = |chart: &Path, name: &str| {
        let mut template = world.template(helm);
        template.arg(name).arg(chart).args(["--namespace", "flows"]);
        template
    };
    let pod = |command: &mut Command| -> Result<Vec<Value>> {
        world.judge.decode(&helm::print(command.args(["--show-only", TEST]))?)
    };
    let wanted = pod(template(&place::at("chart"), "team").arg("--values").arg(&values))?;
    ensure!(
        !wanted.is_empty() && pod(&mut template(&plain, "team"))? == wanted,
        "another Pod than {wanted:#?}"
    );

    let other = helm::run(&mut template(&plain, "other"))?;
    ensure!(!other.ok && other.stderr.contains("exported for release team"), "{}", other.stderr);

    let notes = |chart: &Path, more: &[&str]| -> Result<String> {
        let mut install = helm.command();
        install.args(["install", "team"]).arg(chart).args(["--namespace", "flows", "--dry-run=client"]);
        let printed = helm::print(install.args(more))?;
        Ok(printed.split_once("NOTES:").context("no notes")?.1.to_owned())
    };
    if helm.version.is_four() {
        let values = format!("--values={}", values.display());
        let wanted = notes(&place::at("chart"), &[&[&*values], &POST_RENDERER[..]].concat())?;
        let found = notes(&plain, &[])?;
        ensure!(wanted == found, "{}", diff(wanted.as_bytes(), found.as_bytes()));
    }
    Ok(())
}
