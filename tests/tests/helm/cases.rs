//! Every values case through Helm: the same objects as natively, or the same text in front of the user.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::case::Case;
use dagu_chart_tests::document::drop_empty_annotations;
use dagu_chart_tests::engine::{Answer, Engine, Native};
use dagu_chart_tests::expectation::diff;
use dagu_chart_tests::helm::{self, Helm, POST_RENDERER};
use dagu_chart_tests::judge::Judge;
use serde_json::Value;

use crate::World;

pub(crate) fn prove(world: &World, helm: &Helm, case: &Case) -> Result<()> {
    let stream = case.stream(&world.judge, &world.chart)?;
    let outcome = helm::run(&mut template(helm, case, &[]))?;
    let Some(stream) = stream else {
        ensure!(!outcome.ok, "Helm reads values that it cannot read:\n{}", outcome.stdout);
        return Ok(());
    };
    let native = Native.post_render(&stream.bytes, case.strict)?;
    if native.ok {
        ensure!(outcome.ok, "Helm failed:\n{}", outcome.stderr);
        if case.refused_by_kubernetes {
            // The judge would refuse it too.
            return Ok(());
        }
        return same_objects(&world.judge, &native, &outcome.stdout);
    }
    ensure!(!outcome.ok, "Helm made manifests of what is an error:\n{}", outcome.stdout);
    if case.refused_by_helm {
        let code = native.text.split(['[', ']']).nth(1).unwrap_or_default();
        ensure!(!outcome.stderr.contains(code), "the core was asked:\n{}", outcome.stderr);
        return Ok(());
    }
    // The schema may have stopped it before the core was asked.
    let outcome = helm::run(&mut template(helm, case, &["--skip-schema-validation"]))?;
    ensure!(!outcome.ok, "without the schema, Helm made manifests of what is an error");
    shown(&outcome.stderr, &native.text)
}

/// What files and flags come to is the same for Helm as for `render`.
pub(crate) fn prove_merged(world: &World, helm: &Helm, case: &Case) -> Result<()> {
    let native = Native.render(&case.request().context("the case has no request")?)?;
    let outcome = helm::run(&mut template(helm, case, &["--skip-schema-validation"]))?;
    if !native.ok || (case.needs_helm4() && helm.name == "helm3") {
        ensure!(!outcome.ok, "Helm made manifests of what is an error:\n{}", outcome.stdout);
        return Ok(());
    }
    ensure!(outcome.ok, "Helm failed:\n{}", outcome.stderr);
    same_objects(&world.judge, &native, &outcome.stdout)
}

/// `helm template` of a case, its circumstances as far as Helm knows them without a cluster.
pub(crate) fn template(helm: &Helm, case: &Case, more: &[&str]) -> Command {
    let mut command = helm.command();
    command.args(["template", &case.release.name, "./chart", "--no-hooks"]).args(POST_RENDERER);
    command.args(["--namespace", &case.release.namespace, "--kube-version", &case.kube_version]);
    command.args(case.flags()).args(more);
    if case.release.upgrade {
        command.arg("--is-upgrade");
    }
    if case.strict {
        command.args(["--post-renderer-args", "--strict"]);
    }
    command
}

/// Both hold the same objects in the same order, as Go reads them.
fn same_objects(judge: &Judge, native: &Answer, printed: &str) -> Result<()> {
    let wanted = str::from_utf8(&native.stream).context("the core printed no UTF-8")?;
    let read = |stream: &str| -> Result<String> {
        let mut objects = judge.decode(stream)?;
        objects.iter_mut().for_each(mask);
        Ok(serde_json::to_string_pretty(&objects)?)
    };
    let (wanted, found) = (read(wanted)?, read(printed)?);
    ensure!(wanted == found, "{}", diff(wanted.as_bytes(), found.as_bytes()));
    Ok(())
}

/// Takes away what a random number decides, the data of a generated Secret, which alone is immutable, and what
/// Helm 4 drops.
fn mask(object: &mut Value) {
    drop_empty_annotations(object);
    if object["kind"] == "Secret" && object["immutable"] == true {
        object["data"] = Value::Null;
        object["stringData"] = Value::Null;
    }
}

/// Every line of a text is shown, in its order. Helm puts other words around it, and Helm 4 a margin.
pub(crate) fn shown(stderr: &str, text: &str) -> Result<()> {
    let mut shown = stderr.lines().map(str::trim);
    for line in text.lines().map(str::trim) {
        ensure!(
            shown.any(|shown| shown.ends_with(line)),
            "this line is not shown, or not in its place: {line}\nHelm shows:\n{stderr}"
        );
    }
    Ok(())
}
