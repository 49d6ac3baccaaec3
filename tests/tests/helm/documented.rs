//! The commands in the documentation that need no cluster, run as a shell runs them.

use std::fs;
use std::os::unix::fs::symlink;

use anyhow::{Context, Result, bail, ensure};
use dagu_chart_tests::helm::{self, Helm};
use dagu_chart_tests::markdown;
use dagu_chart_tests::place;

use crate::world::World;

/// `helm dagu` without the plugin, and the Helm of the trial.
const PRELUDE: &str = r#"
helm() { if [ "$1" = dagu ]; then shift; helm-dagu "$@"; else "$HELM_BIN" "$@"; fi; }
"#;

/// First words of commands that need a cluster, a registry, a browser or an installation of the programs.
const NOT_HERE: [&str; 20] = [
    "kubectl ",
    "cargo ",
    "export ",
    "helm plugin ",
    "helm rollback ",
    "helm uninstall ",
    "helm history ",
    "helm status ",
    "helm test ",
    "helm get ",
    "helm dagu doctor",
    "helm dagu plan ",
    "helm dagu pools dagu",
    "helm dagu rollback ",
    "helm dagu ui ",
    "helm dagu uninstall ",
    "helm dagu values dagu",
    "helm dagu values diff dagu",
    "DAGU_HELM4_ONLY=1 helm plugin ",
    "git ",
];

/// Commands that change a cluster, and the one that renders the same.
const AS_TEMPLATE: [(&str, &str); 4] = [
    ("helm install ", "helm template "),
    ("helm upgrade ", "helm template "),
    ("helm dagu install ", "helm dagu template "),
    ("helm dagu upgrade ", "helm dagu template "),
];

/// Flags of `helm upgrade` and `helm install` that `helm template` does not have.
const OF_UPGRADE: [&str; 6] = [
    " --install",
    " --reuse-values",
    " --reset-values",
    " --reset-then-reuse-values",
    " --force-conflicts",
    " --take-ownership",
];

/// Every command that needs no cluster succeeds. `install` and `upgrade` are run as `template`.
pub(crate) fn prove(_: &World, helm: &Helm) -> Result<()> {
    let folder = tempfile::tempdir()?;
    for name in ["chart", "bin"] {
        symlink(place::at(name), folder.path().join(name))?;
    }
    for name in ["values.yaml", "base.yaml", "old.yaml"] {
        fs::write(folder.path().join(name), "persistence:\n  storageClass: nfs-client\n")?;
    }
    fs::write(folder.path().join("dag.yaml"), "steps:\n  - command: \"true\"\n")?;
    let mut ran = 0;
    for page in markdown::pages()? {
        for block in page.blocks()?.iter().filter(|block| block.info == "sh") {
            for command in commands(block.text) {
                let place = || format!("{}:{}: `{command}`", page.path, block.line);
                let Some(offline) = offline(&command).with_context(place)? else { continue };
                let mut shell = helm.shell();
                shell.current_dir(folder.path()).args(["-euc", &format!("{PRELUDE}{offline}")]);
                helm::print(&mut shell).with_context(place)?;
                ran += 1;
            }
        }
    }
    ensure!(ran > 10, "only {ran} commands were run");
    Ok(())
}

/// The commands of a block, each on one line.
fn commands(text: &str) -> Vec<String> {
    let lines = text.replace("\\\n", " ");
    let lines = lines.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

/// What to run for a command; nothing where it needs more than this test has.
fn offline(command: &str) -> Result<Option<String>> {
    // The runner `dist` runs the commands that take a file of a release or its chart in a registry.
    if command.contains("$RELEASE")
        || command.contains("$REGISTRY")
        || NOT_HERE.iter().any(|start| command.starts_with(start))
    {
        return Ok(None);
    }
    for (start, template) in AS_TEMPLATE {
        if let Some(rest) = command.strip_prefix(start) {
            let rest = OF_UPGRADE.iter().fold(rest.to_owned(), |rest, flag| rest.replace(flag, ""));
            return Ok(Some(format!("{template}{rest}")));
        }
    }
    if ["helm template ", "helm dagu ", "helm lint "].iter().any(|start| command.starts_with(start)) {
        return Ok(Some(command.to_owned()));
    }
    bail!("it is not known whether this command needs a cluster: add its first words to this test")
}
