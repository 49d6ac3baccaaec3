//! People who may not read Secrets.

use anyhow::{Result, ensure};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::{self, Helm, POST_RENDERER};

use crate::release::Release;

/// Every credential in a Secret that exists, `lookup: false`.
const VALUES: &str = "chart/examples/existing-secrets.yaml";

/// What the user `limited` may do: everything that a release takes, Secrets left out.
const RIGHTS: &str = include_str!("rights.yaml");

/// Whoever may read no Secret installs and upgrades with `lookup: false`, and is stopped without it.
pub(crate) fn prove(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "rights")?;
    let granted = release.feed(&["apply", "--filename=-"], RIGHTS)?;
    ensure!(granted.ok, "{}", granted.stderr);
    let run = |verb: &str, more: &[&str]| {
        let mut command = helm.on(&cluster.limited());
        // Helm keeps its own records in Secrets unless it is told otherwise.
        command.env("HELM_DRIVER", "configmap").args([verb, "dagu", "./chart", "--namespace"]);
        command.arg(&release.namespace).args(["--values", VALUES]).args(POST_RENDERER).args(more);
        helm::run(&mut command)
    };
    let stopped = run("install", &["--set", "lookup=true"])?;
    ensure!(!stopped.ok && stopped.stderr.contains("secrets"), "not stopped: {}", stopped.stderr);
    for (verb, more) in [("install", &[][..]), ("upgrade", &["--set", "scheduler.replicas=2"])] {
        let outcome = run(verb, more)?;
        ensure!(outcome.ok, "{verb}: {}", outcome.stderr);
    }
    Ok(())
}
