//! Releases made by another Helm, and several releases in one namespace.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::{self, Helm, POST_RENDERER};
use serde_json::Value;

use crate::release::{FIRST, Release, SECOND};

/// What the other Helm installed is upgraded by this one, and keeps its password.
pub(crate) fn prove_takeover(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let helms = Helm::both()?;
    let other = helms.iter().find(|other| other.name != helm.name).context("there are two Helms")?;
    let release = Release::new(cluster, helm, "takeover")?;
    let before = release.by(other);
    before.apply("install", &["--values", FIRST])?;
    before.stands()?;
    let password = before.password()?;
    release.apply("upgrade", &["--values", SECOND])?;
    release.stands()?;
    ensure!(release.password()? == password, "the upgrade changed the password");
    Ok(())
}

/// Two releases in one namespace select only their own pods, and one can be removed without the other.
pub(crate) fn prove_two_releases(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "two-releases")?;
    let run = |arguments: &[&str]| {
        let mut command = helm.on(&cluster.admin());
        helm::print(command.args(arguments).args(["--namespace", &release.namespace]))
    };
    for name in ["dagu", "other"] {
        let install = ["install", name, "./chart", "--values", FIRST];
        run(&[&install[..], &POST_RENDERER[..]].concat())?;
    }
    ensure_apart(&release)?;
    let others = objects(&release)?.into_iter().filter(|name| name.contains("/other-dagu"));
    let others: BTreeSet<String> = others.collect();
    ensure!(!others.is_empty(), "the second release made nothing");
    run(&["uninstall", "dagu", "--wait"])?;
    let left: BTreeSet<String> =
        objects(&release)?.into_iter().filter(|name| name.contains("dagu")).collect();
    ensure!(left == others, "left: {left:?}\nof the other: {others:?}");
    Ok(())
}

/// No pod template has the labels that two Deployments, or two Services, select.
pub(crate) fn ensure_apart(release: &Release) -> Result<()> {
    let deployments = release.list("deployments")?;
    let services = release.list("services")?;
    for deployment in &deployments {
        let labels = &deployment["spec"]["template"]["metadata"]["labels"];
        let selected = |selector: &Value| {
            selector
                .as_object()
                .is_some_and(|selector| selector.iter().all(|(key, value)| labels[key] == *value))
        };
        let owners = deployments.iter().filter(|d| selected(&d["spec"]["selector"]["matchLabels"])).count();
        let fronts = services.iter().filter(|s| selected(&s["spec"]["selector"])).count();
        let name = &deployment["metadata"]["name"];
        ensure!(owners == 1 && fronts <= 1, "{name} belongs to {owners} Deployments and {fronts} Services");
    }
    Ok(())
}

fn objects(release: &Release) -> Result<Vec<String>> {
    Ok(release.settled()?.names().into_iter().filter(|name| !name.starts_with("Secret/sh.helm.")).collect())
}
