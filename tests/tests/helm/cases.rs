//! Every values case through Helm: the same objects as natively, or the same message to the user.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::case::Case;
use dagu_chart_tests::document::drop_empty_annotations;
use dagu_chart_tests::engine::{Answer, Engine, Native};
use dagu_chart_tests::expectation::diff;
use dagu_chart_tests::helm::{self, Helm, Outcome, POST_RENDERER};
use dagu_chart_tests::judge::Judge;
use serde_json::Value;

use crate::world::World;

/// Leaves a mistake to the core that Helm would find by the schema.
const WITHOUT_SCHEMA: &str = "--skip-schema-validation";
/// Hands an argument on to the post-renderer.
const TO_POST_RENDERER: &str = "--post-renderer-args";

pub(crate) fn prove(world: &World, helm: &Helm, case: &Case) -> Result<()> {
    let stream = case.stream(&world.judge, &world.chart)?;
    let outcome = helm::run(&mut template(world, helm, case))?;
    if let Some(flag) = unknown_flag(helm, case) {
        return refused(&outcome, flag);
    }
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
    // Helm may have stopped it by the schema, before the core runs.
    if !helm.version.takes(WITHOUT_SCHEMA) {
        return Ok(());
    }
    let outcome = helm::run(template(world, helm, case).arg(WITHOUT_SCHEMA))?;
    ensure!(!outcome.ok, "without the schema, Helm made manifests of what is an error");
    shown(&outcome.stderr, &native.text)
}

/// Helm and `render` merge files and flags alike.
pub(crate) fn prove_merged(world: &World, helm: &Helm, case: &Case) -> Result<()> {
    let native = Native.render(&case.request().context("the case has no request")?)?;
    let mut command = template(world, helm, case);
    let outcome = helm::run(command.args(Some(WITHOUT_SCHEMA).filter(|flag| helm.version.takes(flag))))?;
    if let Some(flag) = unknown_flag(helm, case) {
        return refused(&outcome, flag);
    }
    if !native.ok || (case.needs_helm4() && !helm.version.is_four()) {
        ensure!(!outcome.ok, "Helm made manifests of what is an error:\n{}", outcome.stdout);
        return Ok(());
    }
    ensure!(outcome.ok, "Helm failed:\n{}", outcome.stderr);
    same_objects(&world.judge, &native, &outcome.stdout)
}

/// `helm template` of a case, its circumstances as far as Helm knows them without a cluster.
pub(crate) fn template(world: &World, helm: &Helm, case: &Case) -> Command {
    let mut command = world.template_for(helm, &case.kube_version);
    command.args([&case.release.name, "./chart", "--no-hooks"]).args(POST_RENDERER);
    command.args(["--namespace", &case.release.namespace]).args(case.flags());
    if case.release.upgrade {
        command.arg("--is-upgrade");
    }
    if case.strict {
        command.args([TO_POST_RENDERER, "--strict"]);
    }
    command
}

/// The first flag of a case that the Helm is too old for.
fn unknown_flag(helm: &Helm, case: &Case) -> Option<String> {
    let strict = case.strict.then(|| TO_POST_RENDERER.to_owned());
    let flags = case.flags().into_iter().filter_map(|flag| Some(flag.split_once('=')?.0.to_owned()));
    flags.chain(strict).find(|flag| !helm.version.takes(flag))
}

/// Helm stops at a flag that it does not have.
fn refused(outcome: &Outcome, flag: String) -> Result<()> {
    let said = format!("unknown flag: {flag}");
    ensure!(!outcome.ok && outcome.stderr.contains(&said), "Helm has {flag}: {}", outcome.stderr);
    Ok(())
}

/// Both have the same objects in the same order, as Go reads them.
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
pub(crate) fn mask(object: &mut Value) {
    drop_empty_annotations(object);
    if object["kind"] == "Secret" && object["immutable"] == true {
        object["data"] = Value::Null;
        object["stringData"] = Value::Null;
    }
}

/// Every line of a text is shown, in its order. Helm adds text around it, and Helm 4 indents it.
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
