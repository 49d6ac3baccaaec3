//! The files in docs/gitops, used as the tools use them: they make the objects that Helm makes with the same values.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::helm::{self, Helm, Outcome, POST_RENDERER};
use dagu_chart_tests::place;
use serde_json::Value;

use crate::kustomize::{Objects, build, objects, same};
use crate::world::World;

pub(crate) const VALUES: &str = "docs/gitops/kustomize/values.yaml";
pub(crate) const NAMESPACE: &str = "workflows";

/// What Helm renders from the values of the recipes.
pub(crate) fn rendered(world: &World, helm: &Helm, name: &str) -> Result<Objects> {
    let mut template = world.template(helm);
    template.args([name, "./chart", "--no-hooks", "--namespace", NAMESPACE, "--values", VALUES]);
    objects(world, &helm::print(template.args(POST_RENDERER))?)
}

/// The kustomization, with the chart and the program where it expects them.
pub(crate) fn prove_kustomize(world: &World, helm: &Helm) -> Result<()> {
    if helm.version.is_four() {
        // Kustomize does not run Helm 4: see the test of the function itself.
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let base = folder.path().join("base");
    helm::print(Command::new("cp").arg("-R").arg(place::at("docs/gitops/kustomize")).arg(&base))?;
    fs::create_dir(base.join("charts"))?;
    helm::print(Command::new("cp").arg("-R").arg(place::at("chart")).arg(base.join("charts/dagu")))?;
    fs::copy(place::at("bin/dagu-post"), base.join("dagu-post"))?;
    let built = build(&base, helm)?;
    same(&rendered(world, helm, "dagu")?, &objects(world, &built.printed()?)?)
}

/// The commands of the plugin, in the environment in which Argo CD's cmp-server runs them.
pub(crate) fn prove_argocd(world: &World, helm: &Helm) -> Result<()> {
    let plugin: Value =
        serde_yaml::from_str(&fs::read_to_string(place::at("docs/gitops/argocd/plugin.yaml"))?)?;
    let file = plugin["spec"]["discover"]["fileName"].as_str().context("the plugin discovers no file")?;
    let application = tempfile::tempdir()?;
    let values = application.path().join(file);
    symlink(place::at(VALUES), &values)?;
    let generated = generate(&plugin, application.path(), "")?;
    same(&rendered(world, helm, "team-dagu")?, &objects(world, &generated.printed()?)?)?;
    let other = generate(&plugin, application.path(), "2.4.3")?.printed()?;
    ensure!(other.contains("app.kubernetes.io/version: \"2.4.3\""), "the parameter has no effect");

    fs::remove_file(&values)?;
    fs::write(&values, "persistence: {storageClass: nfs-client}")?;
    let refused = generate(&plugin, application.path(), "")?;
    ensure!(!refused.ok && refused.stderr.contains("D0206"), "{}", refused.stderr);

    let parameters = plugin["spec"]["parameters"]["static"].as_array().context("no parameters")?;
    ensure!(parameters.iter().all(|parameter| parameter["name"] == "dagu-version"), "{parameters:?}");
    Ok(())
}

/// `generate` of a plugin: the working directory is the folder of the application, and stdout has the manifests.
fn generate(plugin: &Value, folder: &Path, dagu_version: &str) -> Result<Outcome> {
    let generate = &plugin["spec"]["generate"];
    let words = ["command", "args"].map(|key| generate[key].as_array().cloned().unwrap_or_default()).concat();
    let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
    let (program, arguments) = words.split_first().context("the plugin has no command")?;
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).env_clear();
    command.env("PATH", format!("{}:/usr/bin:/bin", place::at("bin").display()));
    for (name, value) in [
        ("ARGOCD_APP_NAME", "team-dagu"),
        ("ARGOCD_APP_NAMESPACE", NAMESPACE),
        ("KUBE_VERSION", "1.37.2"),
        ("PARAM_DAGU_VERSION", dagu_version),
    ] {
        command.env(name, value);
    }
    helm::run(&mut command)
}
