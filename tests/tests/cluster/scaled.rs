//! Replicas that another tool changed.

use anyhow::{Result, ensure};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::Helm;

use crate::release::Release;

const CLASS: &str = "persistence.storageClass=shared";

/// If the values have a number, an upgrade restores it or names who changed it; without one, the number stays.
pub(crate) fn prove(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "scaled")?;
    let scale = |count: &str| {
        let count = format!("--replicas={count}");
        cluster.ask(&["scale", "deployment/dagu-worker-general", &count, "--namespace", &release.namespace])
    };
    let count = || {
        Ok::<_, anyhow::Error>(release.object("deployment/dagu-worker-general")?["spec"]["replicas"].clone())
    };

    release.apply("install", &["--set", CLASS])?;
    scale("5")?;
    let outcome = release.try_apply("upgrade", &["--set", CLASS])?;
    if helm.version.is_four() {
        ensure!(!outcome.ok && outcome.stderr.contains(".spec.replicas"), "no conflict: {}", outcome.stderr);
        ensure!(count()? == 5, "a refused upgrade changed the number to {}", count()?);
        release.apply("upgrade", &["--set", CLASS, "--force-conflicts"])?;
    } else {
        ensure!(outcome.ok, "{}", outcome.stderr);
    }
    ensure!(count()? == 2, "the number was not brought back: {}", count()?);

    let open = ["--set", CLASS, "--set", "workerPools.general.replicas=null"];
    release.apply("upgrade", &open)?;
    scale("7")?;
    release.apply("upgrade", &open)?;
    ensure!(count()? == 7, "an upgrade touched a number that it leaves open: {}", count()?);
    Ok(())
}
