//! Without the post-renderer Helm stops before it changes anything, and its message says what to do.

use anyhow::{Result, ensure};
use dagu_chart_tests::cluster::{Cluster, State};
use dagu_chart_tests::helm::{self, Helm};
use dagu_chart_tests::snapshot;

use crate::release::Release;

const VALUES: [&str; 2] = ["--set", "persistence.storageClass=shared"];

/// On install, of a namespace that exists, and of one that does not.
pub(crate) fn on_install(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "forgotten-on-install")?;
    let before = release.settled()?;
    let outcome = release.forgetful("install", &VALUES)?;
    ensure!(!outcome.ok, "the install went through: {}", outcome.stdout);
    snapshot::check("forgotten-on-install", &helm.name, &outcome.stderr)?;
    let outcome = release.forgetful("upgrade", &["--install", VALUES[0], VALUES[1]])?;
    ensure!(!outcome.ok, "the upgrade went through: {}", outcome.stdout);
    snapshot::check("forgotten-on-upgrade-install", &helm.name, &outcome.stderr)?;
    ensure!(State::now(cluster, &release.namespace)? == before, "something changed");

    let nowhere = Release::without_namespace(cluster, helm, "forgotten-nowhere");
    let outcome = nowhere.forgetful("install", &["--create-namespace"])?;
    ensure!(!outcome.ok, "the install went through: {}", outcome.stdout);
    ensure!(cluster.ask(&["get", "namespace", &nowhere.namespace]).is_err(), "the namespace was created");
    Ok(())
}

/// On upgrade: the release stays as it was, to the last resourceVersion.
pub(crate) fn on_upgrade(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "forgotten-on-upgrade")?;
    release.apply("install", &VALUES)?;
    let before = release.settled()?;
    let history = || helm::print(&mut release.helm(&["history"], &["--output", "json"]));
    let revisions = history()?;
    let outcome = release.forgetful("upgrade", &["--reuse-values", "--set", "scheduler.replicas=2"])?;
    ensure!(!outcome.ok, "the upgrade went through: {}", outcome.stdout);
    snapshot::check("forgotten-on-upgrade", &helm.name, &outcome.stderr)?;
    ensure!(State::now(cluster, &release.namespace)? == before, "something changed");
    ensure!(history()? == revisions, "the history changed");
    Ok(())
}
