//! Releases of the public chart that continue with ours, in place, as docs/migrate.md says.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, ensure};
use dagu_chart::diff::diff;
use dagu_chart_api::Diff;
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::{self, Helm};
use serde_json::Value;

use crate::release::Release;
use crate::upgrades::refused;

/// Objects of that chart's shape.
const THEIRS: &str = "tests/cluster/public-chart";

const VALUES: [&str; 2] = ["--values", "chart/examples/from-the-public-chart.yaml"];

/// A values file of that chart, with a setting that has no place in ours.
const OF_A_USER: &str = "\
# Ours.
deploymentMode: distributed
license:
  existingSecret: dagu-license
workerPools:
  general:
    replicas: 1   # for now
";

const DEPLOYMENTS: [&str; 4] = ["dagu-coordinator", "dagu-scheduler", "dagu-ui", "dagu-worker-general"];

/// Every object stays the one it was; with our access mode it is the claim that the API server refuses.
pub(crate) fn prove(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "public-chart")?;
    let theirs = install(&release, &[])?;
    let objects = uids(&release)?;
    let ours = [&VALUES[..], &["--set", "persistence.accessMode=ReadWriteMany"]].concat();
    ensure_refused(&release, &theirs, &ours, &[("PersistentVolumeClaim", "dagu-data")])?;
    let told = go_on(&release, &theirs)?;
    ensure!(refused(&told).is_empty(), "told as refused: {:?}", refused(&told));
    ensure!(uids(&release)? == objects, "an object is another one");
    ensure_rollouts(&release, "2")?;
    go_back(&release, &theirs)?;
    ensure!(uids(&release)? == objects, "an object is another one after the way back");
    ensure_rollouts(&release, "3")?;
    prove_migrated(cluster, helm)?;
    prove_old(cluster, helm)
}

/// The values file that `helm dagu values migrate` makes of one of that chart upgrades the release, in place.
fn prove_migrated(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "public-chart-migrated")?;
    install(&release, &[])?;
    let objects = uids(&release)?;
    let values = tempfile::Builder::new().suffix(".yaml").tempfile()?;
    fs::write(values.path(), OF_A_USER)?;
    let path = values.path().to_str().context("the path is UTF-8")?;
    helm::print(helm.dagu(&cluster.admin()).args(["values", "migrate", path, "--write"]))?;
    release.apply("upgrade", &["--reset-values", "--values", path])?;
    release.stands()?;
    ensure!(uids(&release)? == objects, "an object is another one");
    Ok(())
}

/// Of the charts up to 1.0.11 the Deployments have to be deleted, and the claim stays.
fn prove_old(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "public-chart-old")?;
    let theirs = install(&release, &["--set", "old=true"])?;
    let objects = uids(&release)?;
    ensure_refused(&release, &theirs, &VALUES, &DEPLOYMENTS.map(|name| ("Deployment", name)))?;
    let of_the_release = ["--selector", "app.kubernetes.io/instance=dagu", "--namespace", &release.namespace];
    cluster.ask(&[&["delete", "deployment"], &of_the_release[..]].concat())?;
    go_on(&release, &theirs)?;
    let now = uids(&release)?;
    let same: Vec<_> = objects.intersection(&now).filter(|(kind, _, _)| kind != "Deployment").collect();
    ensure!(same.len() == objects.len() - DEPLOYMENTS.len(), "more than the Deployments is another one");
    // The way back is as documented too.
    cluster.ask(&[&["delete", "deployment"], &of_the_release[..]].concat())?;
    go_back(&release, &theirs)
}

/// Installs the public chart, and returns its manifest.
fn install(release: &Release, arguments: &[&str]) -> Result<String> {
    helm::print(release.helm(&["install"], arguments).arg(THEIRS))?;
    release.manifest()
}

/// The documented upgrade, which leaves none of their objects. Returns the output of `diff`.
fn go_on(release: &Release, theirs: &str) -> Result<Diff> {
    release.apply("upgrade", &VALUES)?;
    release.stands()?;
    diff(theirs, &release.manifest()?).map_err(anyhow::Error::msg)
}

/// The documented rollback to the public chart, which leaves none of our objects.
fn go_back(release: &Release, theirs: &str) -> Result<()> {
    let plan = helm::run(&mut release.dagu("rollback", &["1", "--yes"]))?;
    ensure!(plan.ok, "the rollback failed: {}", plan.stderr);
    for name in DEPLOYMENTS {
        ensure!(plan.stderr.contains(name), "the plan does not name {name}: {}", plan.stderr);
    }
    ensure!(release.manifest()? == theirs, "another manifest than that of the public chart");
    // Helm 4 labels the objects that it applies, so that they are not exactly those of the manifest.
    let (expected, there) = (release.rendered(theirs)?, release.existing()?);
    ensure!(there == expected, "rendered: {expected:#?}\nthere: {there:#?}");
    Ok(())
}

/// How often each Deployment has replaced its pods.
fn ensure_rollouts(release: &Release, expected: &str) -> Result<()> {
    for name in DEPLOYMENTS {
        let deployment = release.object(&format!("deployment/{name}"))?;
        let revision = &deployment["metadata"]["annotations"]["deployment.kubernetes.io/revision"];
        ensure!(revision == expected, "{name} has rollout {revision} instead of {expected}");
    }
    Ok(())
}

/// An upgrade is refused, and the API server refuses exactly the objects that `diff` names.
fn ensure_refused(
    release: &Release,
    theirs: &str,
    arguments: &[&str],
    expected: &[(&str, &str)],
) -> Result<()> {
    let outcome = release.try_apply("upgrade", arguments)?;
    let after = release.manifest()?;
    let told: BTreeSet<_> = refused(&diff(theirs, &after).map_err(anyhow::Error::msg)?).into_iter().collect();
    let owned = |(kind, name): &(&str, &str)| ((*kind).to_owned(), (*name).to_owned());
    let expected: BTreeSet<_> = expected.iter().map(owned).collect();
    ensure!(told == expected, "told as refused: {told:?}");
    ensure!(!outcome.ok, "the upgrade went through");
    let named = told.iter().any(|(_, name)| outcome.stderr.contains(name));
    ensure!(named, "refused for something else than {told:?}: {}", outcome.stderr);
    let server = refused_by_server(release, &after)?;
    ensure!(server == told, "told as refused: {told:?}, by the API server: {server:?}");
    Ok(())
}

/// The objects of a manifest that the API server refuses as updates of the existing ones.
fn refused_by_server(release: &Release, manifest: &str) -> Result<BTreeSet<(String, String)>> {
    let answer = release.feed(&["replace", "--dry-run=server", "--filename=-"], manifest)?;
    let refused = answer.stderr.lines().filter_map(|line| {
        // `The Kind "name" is invalid: …`, or the same after a longer beginning with `Kind.group`.
        let (object, _) = line.split_once(" is invalid: ")?;
        let mut words = object.rsplit(' ');
        let name = words.next()?.trim_matches('"');
        let kind = words.next()?.split('.').next()?;
        Some((kind.to_owned(), name.to_owned()))
    });
    Ok(refused.collect())
}

/// Kind, name and UID of what both charts have.
fn uids(release: &Release) -> Result<BTreeSet<(String, String, String)>> {
    let objects = release.list("serviceaccounts,persistentvolumeclaims,services,deployments")?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let uid = |object: &Value| {
        let metadata = &object["metadata"];
        (text(&object["kind"]), text(&metadata["name"]), text(&metadata["uid"]))
    };
    Ok(objects.iter().map(uid).collect())
}
