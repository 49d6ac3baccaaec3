//! What `helm dagu pools` reports of a release that runs.

use anyhow::{Result, ensure};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::{self, Helm, Outcome};
use serde_json::Value;

use crate::kubelet;
use crate::release::{FIRST, Release};

/// No image of the release ends with this.
const NONE: &str = ":none";

/// Pods that wait, a pool that another tool scaled, a deleted Deployment, and a release that is ready.
pub(crate) fn prove(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "pools")?;
    let pools = |arguments: &[&str]| helm::run(&mut release.dagu("pools", arguments));
    let missing = pools(&[])?;
    let place = format!("release `dagu` not found in namespace `{}`", release.namespace);
    ensure!(!missing.ok && missing.stderr.contains(&place), "no release: {missing:?}");

    release.apply("install", &["--values", FIRST])?;
    release.settled()?;
    let waiting = pools(&["--fail-not-ready"])?;
    ensure!(!waiting.ok, "no pod runs, and yet: {}", waiting.stdout);
    has(
        &waiting,
        &["general  0/2 ", "gpu      0/1 ", " Pending: ", "\nDagu 2.4.2, 2 pools, 0 of 3 workers ready\n"],
    )?;

    kubelet::beside(&release, NONE, || {
        for name in ["deployment/dagu-worker-general", "deployment/dagu-worker-gpu"] {
            cluster.ask(&["rollout", "status", name, "--timeout=3m", "--namespace", &release.namespace])?;
        }
        let ready = pools(&["--fail-not-ready"])?;
        ensure!(ready.ok, "{}", ready.stderr);
        has(&ready, &["general  2/2 ", "gpu      1/1 ", "revision 1 (deployed)", "3 of 3 workers ready"])
    })?;
    let document: Value = serde_json::from_str(&pools(&["--output=json"])?.stdout)?;
    ensure!(document["release"]["ready"] == true, "{document}");
    for (pool, pods) in [(0, 2), (1, 1)] {
        let live = &document["pools"][pool]["live"];
        let listed = live["pods"].as_array().map_or(0, Vec::len);
        ensure!(live["ready"] == pods && listed == pods, "{live}");
    }

    cluster.ask(&[
        "scale",
        "deployment/dagu-worker-gpu",
        "--replicas=3",
        "--namespace",
        &release.namespace,
    ])?;
    release.delete("deployment/dagu-worker-general")?;
    release.settled()?;
    has(
        &pools(&[])?,
        &[
            "general  ? ",
            "gpu      1/3 ",
            "scaled to 3 outside of Helm: the values set 1",
            "dagu-worker-general is not",
        ],
    )
}

fn has(outcome: &Outcome, texts: &[&str]) -> Result<()> {
    for text in texts {
        ensure!(outcome.stdout.contains(text), "{text:?} is not in\n{}{}", outcome.stdout, outcome.stderr);
    }
    Ok(())
}
