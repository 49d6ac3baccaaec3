//! Helm waits until the pods are ready, and rolls back if they do not become ready.

use anyhow::{Result, ensure};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::{self, Helm};
use serde_json::Value;

use crate::kubelet;
use crate::release::{FIRST, Release, SECOND};

/// The image of the second values file, which never becomes ready.
const BROKEN: &str = ":2.4.3";

/// `--wait` ends when every pod is ready; an upgrade that never gets there is taken back, and the password stays.
pub(crate) fn prove(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "waiting")?;
    // Helm 3 waits for the claim too, which needs a volume to be bound to.
    cluster.storage(&release.namespace, 1)?;
    let class = format!("persistence.storageClass={}", release.namespace);
    let values = |file| ["--values", file, "--set", class.as_str()];
    let back = if helm.version.is_four() { "--rollback-on-failure" } else { "--atomic" };
    kubelet::beside(&release, BROKEN, || {
        let wait = ["--wait", "--timeout", "3m"];
        release.apply("install", &[&values(FIRST)[..], &wait].concat())?;
        ensure_ready(&release)?;
        release
            .apply("upgrade", &[&values(FIRST)[..], &wait, &["--set", "scheduler.replicas=2"]].concat())?;
        ensure_ready(&release)?;
        let (manifest, password) = (release.manifest()?, release.password()?);

        let failing = [&values(SECOND)[..], &["--wait", back, "--timeout", "45s"]].concat();
        let outcome = release.try_apply("upgrade", &failing)?;
        ensure!(!outcome.ok, "the upgrade went through: {}", outcome.stdout);
        ensure_ready(&release)?;
        ensure!(release.manifest()? == manifest, "the manifest is not that of the revision before");
        ensure!(release.password()? == password, "the password changed");
        release.stands()?;
        ensure_history(&release)
    })
}

/// Every Deployment has all of its pods, ready and of its newest template.
fn ensure_ready(release: &Release) -> Result<()> {
    for deployment in release.list("deployments")? {
        let (wanted, status) = (&deployment["spec"]["replicas"], &deployment["status"]);
        let ready = status["readyReplicas"] == *wanted && status["updatedReplicas"] == *wanted;
        ensure!(ready, "{} is not ready: {status}", deployment["metadata"]["name"]);
    }
    Ok(())
}

/// The failed revision is on record, and the one after it goes back to the second.
fn ensure_history(release: &Release) -> Result<()> {
    let history = helm::print(&mut release.helm(&["history"], &["--output", "json"]))?;
    let history: Value = serde_json::from_str(&history)?;
    let states: Vec<_> = (0..4).map(|revision| history[revision]["status"].as_str()).collect();
    ensure!(states[2..] == [Some("failed"), Some("deployed")], "history: {history}");
    Ok(())
}
