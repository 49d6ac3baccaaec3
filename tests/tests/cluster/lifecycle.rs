//! A release from its install to its uninstall.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Result, ensure};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::{self, Helm};
use dagu_chart_tests::wait::until;

use crate::release::{FIRST, Release, SECOND};

/// How long Helm and the controllers may take for one step.
const STEP: Duration = Duration::from_secs(120);

/// The Pod of `helm test`.
const TEST: &str = "dagu-test-connection";

/// Install, test, upgrade, rollback, uninstall: the cluster always has what was rendered, the
/// generated password stays, and nothing is left over.
pub(crate) fn prove(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "lifecycle")?;
    let before = release.settled()?;

    release.apply("install", &["--values", FIRST])?;
    release.stands()?;
    let password = release.password()?;
    ensure_pools(&release, &["general", "gpu"], "2.4.2")?;
    test(cluster, &release)?;

    release.apply("upgrade", &["--values", SECOND])?;
    release.stands()?;
    ensure!(release.password()? == password, "the upgrade changed the password");
    ensure_pools(&release, &["general", "large"], "2.4.3")?;

    helm::print(&mut release.helm(&["rollback"], &["1"]))?;
    release.stands()?;
    ensure!(release.password()? == password, "the rollback changed the password");
    ensure_pools(&release, &["general", "gpu"], "2.4.2")?;

    helm::print(&mut release.helm(&["uninstall"], &[]))?;
    let mut left = Vec::new();
    let gone = until("everything to be gone", STEP, || {
        let known = before.names();
        left = release.settled()?.names();
        left.retain(|name| !known.contains(name));
        Ok(left.is_empty().then_some(()))
    });
    gone.map_err(|error| error.context(format!("left over: {left:?}")))
}

/// A namespace that Helm creates itself: no Secret can be looked up in it.
pub(crate) fn prove_new_namespace(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::without_namespace(cluster, helm, "new-namespace");
    release.apply("install", &["--create-namespace", "--values", FIRST])?;
    release.stands()?;
    let password = release.password()?;
    release.apply("upgrade", &["--install", "--create-namespace", "--values", FIRST])?;
    ensure!(release.password()? == password, "the upgrade changed the password");
    Ok(())
}

/// The pools that run are these, each with its image and its replicas.
fn ensure_pools(release: &Release, pools: &[&str], tag: &str) -> Result<()> {
    let deployments = release.list("deployments")?;
    let workers: Vec<_> = deployments
        .iter()
        .filter_map(|deployment| {
            let pool = deployment["metadata"]["name"].as_str()?.strip_prefix("dagu-worker-")?;
            Some((pool, &deployment["spec"]["template"]["spec"]["containers"][0]["image"]))
        })
        .collect();
    let image = format!("ghcr.io/dagu-org/dagu:{tag}");
    let expected: Vec<_> = pools.iter().map(|pool| (*pool, image.as_str())).collect();
    ensure!(workers.len() == expected.len(), "pools: {workers:?}");
    for ((pool, image), (expected_pool, expected_image)) in workers.iter().zip(expected) {
        ensure!(*pool == expected_pool && **image == *expected_image, "pools: {workers:?}");
    }
    Ok(())
}

/// `helm test` creates its Pod and uses its result, which the test sets instead of a node.
fn test(cluster: &Cluster, release: &Release) -> Result<()> {
    let mut command = release.helm(&["test"], &["--timeout", "2m"]);
    let running = Running(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?);
    until("the Pod of helm test", STEP, || Ok(release.object(&format!("pod/{TEST}")).ok()))?;
    let mut verdict: Command = cluster.kubectl();
    verdict.args(["patch", "pod", TEST, "--namespace", &release.namespace, "--subresource=status"]);
    helm::print(verdict.args(["--type=merge", "--patch", r#"{"status": {"phase": "Succeeded"}}"#]))?;
    ensure!(running.finish()?, "helm test failed");
    // Helm removes no hook on uninstall.
    cluster.ask(&["delete", "pod", TEST, "--namespace", &release.namespace, "--ignore-not-found"])?;
    Ok(())
}

/// A program that is stopped when a step before its end fails.
struct Running(Child);

impl Running {
    fn finish(mut self) -> Result<bool> {
        Ok(self.0.wait()?.success())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
