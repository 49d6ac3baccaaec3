//! `dagu-post` as a KRM function of the real kustomize, which renders the chart with Helm.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::expectation::diff;
use dagu_chart_tests::helm::{self, Helm, Outcome, POST_RENDERER};
use dagu_chart_tests::place;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::cases::mask;
use crate::world::World;

const VALUES: &str = "{persistence: {storageClass: nfs-client}, workerPools: {gpu: {labels: {gpu: 'true'}}}}";

const BASE: &str = "\
helmGlobals: {chartHome: charts}
helmCharts:
  - {name: dagu, releaseName: dagu, namespace: workflows, valuesFile: values.yaml, skipTests: true, kubeVersion: v1.37.2}
transformers: [dagu-post.yaml]
";

/// What kustomize does itself, before the function.
const BEFORE: &str = "\
namespace: workflows
labels: [{pairs: {team: data}}]
commonAnnotations: {owner: data}
";

/// The same around the base.
const BEHIND: &str = "\
resources: [../base]
namespace: other
labels: [{pairs: {team: data}}]
";

pub(crate) fn prove(world: &World, helm: &Helm) -> Result<()> {
    let base = Kustomization::new(BASE)?;
    let built = base.build("base", helm)?;
    if helm.version.is_four() {
        // Kustomize asks for the version of Helm with a flag that Helm 4 does not have.
        ensure!(!built.ok && built.stderr.contains("unknown shorthand flag: 'c'"), "{}", built.stderr);
        return Ok(());
    }
    let mut template = world.template(helm);
    template.args(["dagu", "./chart", "--namespace", "workflows", "--no-hooks", "--values"]);
    let rendered =
        helm::print(template.arg(base.folder.path().join("base/values.yaml")).args(POST_RENDERER))?;
    let wanted = objects(world, &rendered)?;
    ensure!(wanted.len() > 8, "too few objects: {:?}", wanted.keys());
    same(&wanted, &objects(world, &built.printed()?)?)?;

    let labelled: Objects = wanted.clone().into_iter().map(|(name, object)| (name, marked(object))).collect();
    let before = Kustomization::new(&format!("{BASE}{BEFORE}"))?.build("base", helm)?;
    same(&labelled, &objects(world, &before.printed()?)?)?;

    let behind = objects(world, &base.build("overlay", helm)?.printed()?)?;
    ensure!(behind.len() == wanted.len());
    for (name, object) in behind {
        ensure!(object["metadata"]["namespace"] == "other", "{name}: {object:#}");
        ensure!(object["metadata"]["labels"]["team"] == "data", "{name}: {object:#}");
    }

    let prefixed = Kustomization::new(&format!("{BASE}namePrefix: prod-\n"))?.build("base", helm)?;
    ensure!(!prefixed.ok && prefixed.stderr.contains("D0014"), "{}", prefixed.stderr);
    Ok(())
}

/// Objects by kind and name: kustomize has an order of its own.
pub(crate) type Objects = BTreeMap<String, Value>;

pub(crate) fn objects(world: &World, stream: &str) -> Result<Objects> {
    let mut objects = Objects::new();
    for mut object in world.judge.decode(stream)? {
        mask(&mut object);
        let name = format!("{}/{}", object["kind"], object["metadata"]["name"]);
        ensure!(objects.insert(name.clone(), object).is_none(), "twice: {name}");
    }
    Ok(objects)
}

pub(crate) fn same(wanted: &Objects, found: &Objects) -> Result<()> {
    let (wanted, found) = (serde_json::to_string_pretty(wanted)?, serde_json::to_string_pretty(found)?);
    ensure!(wanted == found, "{}", diff(wanted.as_bytes(), found.as_bytes()));
    Ok(())
}

/// An object with what [`BEFORE`] adds.
fn marked(mut object: Value) -> Value {
    object["metadata"]["labels"]["team"] = json!("data");
    object["metadata"]["annotations"]["owner"] = json!("data");
    object
}

/// A base and an overlay.
struct Kustomization {
    folder: TempDir,
}

impl Kustomization {
    fn new(base: &str) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let at = |path: &str| folder.path().join(path);
        fs::create_dir_all(at("base/charts"))?;
        fs::create_dir(at("overlay"))?;
        // Kustomize reads no file outside of its folder, not even by a link.
        helm::print(Command::new("cp").arg("-R").arg(place::at("chart")).arg(at("base/charts/dagu")))?;
        fs::write(at("base/kustomization.yaml"), base)?;
        fs::write(at("base/values.yaml"), VALUES)?;
        fs::write(at("base/dagu-post.yaml"), function(&place::at("bin/dagu-post"))?)?;
        fs::write(at("overlay/kustomization.yaml"), BEHIND)?;
        Ok(Self { folder })
    }

    fn build(&self, name: &str, helm: &Helm) -> Result<Outcome> {
        build(&self.folder.path().join(name), helm)
    }
}

/// `kustomize build` with Helm and the programs of functions.
pub(crate) fn build(folder: &Path, helm: &Helm) -> Result<Outcome> {
    let command = helm.command();
    let mut kustomize = Command::new(place::tool("kustomize/kustomize")?);
    kustomize.args(["build", "--enable-helm", "--enable-alpha-plugins", "--enable-exec"]);
    helm::run(kustomize.arg("--helm-command").arg(command.get_program()).arg(folder))
}

fn function(program: &Path) -> Result<String> {
    let function = json!({"exec": {"path": program.to_str().context("the path is not text")?}}).to_string();
    Ok(json!({
        "apiVersion": "dagu.invalid/v1",
        "kind": "DaguPost",
        "metadata": {"name": "dagu-post", "annotations": {"config.kubernetes.io/function": function}},
    })
    .to_string())
}
