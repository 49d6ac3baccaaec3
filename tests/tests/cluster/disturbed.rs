//! Pairs of the upgrade walk after a disturbance in the cluster: `helm dagu plan`, the command itself,
//! predicts what the upgrade does.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use dagu_chart::diff::human;
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::Helm;
use dagu_chart_tests::wait::until;
use serde_json::Value;

use crate::release::Release;

const FILES: &str = "tests/tests/cluster/upgrades";

/// Values files of the walk, each reached from the one before, and what happened before that.
const WALK: [(&str, Before); 7] = [
    ("defaults", Before::Scaled),
    ("defaults", Before::Failed),
    ("gpu", Before::Deleted),
    ("dagu-2.15", Before::Failed),
    ("restricted", Before::Deleted),
    ("reached", Before::Edited),
    ("defaults", Before::Deleted),
];

/// What happens between two upgrades.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Before {
    /// An upgrade that the API server refuses, and that creates a pool before.
    Failed,
    /// The workers are scaled by kubectl.
    Scaled,
    /// A Deployment is deleted.
    Deleted,
    /// A variable of a Deployment is set by kubectl, and another one is added.
    Edited,
}

/// The defaults written differently: quantities in another unit, and Kubernetes' own defaults.
const SPELLED: [&str; 8] = [
    "--set-json=coordinator.resources={\"requests\":{\"memory\":\"131072Ki\",\"cpu\":0.1}}",
    "--set-json=scheduler.resources={\"requests\":{\"memory\":\"0.25Gi\",\"cpu\":\"0.25\"}}",
    "--set=persistence.size=10240Mi",
    "--set=image.pullPolicy=Always",
    "--set-json=patches=[{\"target\":{\"kind\":\"Deployment\",\"name\":\"dagu-ui\"},\"merge\":{\"spec\":\
     {\"revisionHistoryLimit\":10,\"template\":{\"spec\":\
     {\"dnsPolicy\":\"ClusterFirst\",\"terminationGracePeriodSeconds\":30}}}}}]",
    "--set=image.tag=latest",
    "--set=ui.replicas=1",
    "--set=persistence.accessMode=ReadWriteMany",
];

/// How long the controllers may take to let a removed object go.
const GONE: Duration = Duration::from_secs(60);

/// UID and pod template of each Deployment.
type Deployments = BTreeMap<String, (Value, Value)>;

pub(crate) fn prove(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "disturbed")?;
    release.apply("install", &["--values", &file("defaults")])?;
    prove_spelled(&release)?;
    let mut from = "defaults";
    for (to, before) in WALK {
        let step = disturb(cluster, &release, from, before).and_then(|()| prove_step(&release, to, before));
        step.with_context(|| format!("from {from} to {to}, {before:?} before"))?;
        from = to;
    }
    Ok(())
}

/// Nothing is reported, and nothing changes.
fn prove_spelled(release: &Release) -> Result<()> {
    let values = file("defaults");
    let arguments = [&["--values", &*values], &SPELLED[..]].concat();
    let told = told(release, &arguments)?;
    ensure!(told.stdout.is_empty(), "told of values that only spell the defaults:\n{}", told.stdout);
    let before = specs(release)?;
    release.apply("upgrade", &arguments)?;
    ensure!(specs(release)? == before, "values that only spell the defaults change something");
    Ok(())
}

fn disturb(cluster: &Cluster, release: &Release, from: &str, before: Before) -> Result<()> {
    let kubectl = |arguments: &[&str]| {
        cluster.ask(&[arguments, &["--namespace", &release.namespace]].concat()).map(drop)
    };
    match before {
        Before::Failed => {
            let refused = ["--set=persistence.storageClass=refused", "--set=workerPools.begun.replicas=1"];
            let values = file(from);
            let arguments = [&["--values", &*values], &refused[..]].concat();
            let outcome = release.try_apply("upgrade", &arguments)?;
            ensure!(!outcome.ok, "another class of a claim was taken");
            let again = told(release, &arguments)?;
            ensure!(
                again.stdout.contains("REFUSED immutable `spec.storageClassName`: "),
                "repeated: {}",
                again.stdout
            );
            ensure!(again.stdout.contains("deletes the data"), "no word of the data: {}", again.stdout);
            ensure!(again.stderr.contains(" is failed: "), "no word of the failure: {}", again.stderr);
            Ok(())
        }
        Before::Scaled => kubectl(&["scale", "deployment/dagu-worker-general", "--replicas=7"]),
        Before::Deleted => kubectl(&["delete", "deployment/dagu-scheduler"]),
        Before::Edited => kubectl(&["set", "env", "deployment/dagu-ui", "DAGU_HOME=/elsewhere", "ADDED=1"]),
    }
}

/// The command predicts what the upgrade does.
fn prove_step(release: &Release, to: &str, before: Before) -> Result<()> {
    let values = file(to);
    let mut arguments = vec!["--reset-values", "--values", &values];
    let mut told = told(release, &arguments)?;
    match before {
        Before::Scaled => {
            ensure!(told.stdout.contains("  spec.replicas: 7 -> "), "not told: {}", told.stdout);
            ensure!(told.stdout.contains(" by `kubectl`)"), "by nobody: {}", told.stdout);
        }
        Before::Deleted => {
            let missing = "+ Deployment dagu-scheduler: not found in the cluster";
            ensure!(told.stdout.contains(missing), "not told: {}", told.stdout);
        }
        Before::Failed => {
            ensure!(!told.stdout.contains("  REFUSED "), "refused: {}", told.stdout);
            ensure!(told.stderr.contains(" is failed: "), "no word of the failure: {}", told.stderr);
        }
        Before::Edited => {
            let edited = "env[DAGU_HOME].value: \"/elsewhere\" -> ";
            ensure!(told.stdout.contains(edited), "not told: {}", told.stdout);
            ensure!(!told.stdout.contains("ADDED"), "told of what stays: {}", told.stdout);
        }
    }
    let mut old = deployments(release)?;
    if told.stdout.contains("\n  CONFLICT ") {
        let outcome = release.try_apply("upgrade", &arguments)?;
        ensure!(!outcome.ok && outcome.stderr.contains("conflict"), "no conflict: {}", outcome.stderr);
        arguments.push("--force-conflicts");
        told = self::told(release, &arguments)?;
        // Helm changed what comes before the conflict.
        old = deployments(release)?;
    }
    let outcome = release.try_apply("upgrade", &arguments)?;
    ensure!(outcome.ok, "refused, and not told: {}\n{}", outcome.stderr, told.stdout);
    ensure_deployments(release, &old, &told.stdout)?;
    for left in names(&told.stdout, "! Deployment ", "") {
        release.delete(&format!("deployment/{left}"))?;
    }
    Ok(())
}

/// Exactly the reported Deployments restart, are created and are removed.
fn ensure_deployments(release: &Release, old: &Deployments, told: &str) -> Result<()> {
    let gone = names(told, "- Deployment ", "");
    let new = until("removed Deployments to go", GONE, || {
        let new = deployments(release)?;
        Ok(gone.iter().all(|name| !new.contains_key(name)).then_some(new))
    })?;
    let replaced =
        |(name, (uid, _)): (&String, &(Value, Value))| new.get(name).is_some_and(|new| new.0 != *uid);
    ensure!(!old.iter().any(replaced), "a Deployment was replaced");
    let changed = |(name, (_, template)): (&String, &(Value, Value))| {
        new.get(name).filter(|new| new.1 != *template).map(|_| name.clone())
    };
    let restarted: BTreeSet<_> = old.iter().filter_map(changed).collect();
    let expected = names(told, "~ Deployment ", ": its pods restart");
    ensure!(restarted == expected, "restarted: {restarted:?}, told:\n{told}");
    let created: BTreeSet<_> = new.keys().filter(|name| !old.contains_key(*name)).cloned().collect();
    let expected = names(told, "+ Deployment ", "");
    ensure!(created == expected, "created: {created:?}, told:\n{told}");
    Ok(())
}

/// The names on the lines that begin and end like this.
fn names(told: &str, start: &str, end: &str) -> BTreeSet<String> {
    let lines = told.lines().filter_map(|line| line.strip_prefix(start));
    let lines = lines.filter(|line| end.is_empty() || line.ends_with(end));
    lines.map(|line| line.split(':').next().unwrap_or_default().to_owned()).collect()
}

/// What the command reports: the changes as text, and its notes.
struct Told {
    stdout: String,
    stderr: String,
}

fn told(release: &Release, arguments: &[&str]) -> Result<Told> {
    let (diff, stderr) = release.planned(arguments)?;
    Ok(Told { stdout: human(&diff), stderr })
}

fn file(name: &str) -> String {
    format!("{FILES}/{name}.yaml")
}

fn deployments(release: &Release) -> Result<Deployments> {
    let named = |object: Value| {
        let name = object["metadata"]["name"].as_str().unwrap_or_default().to_owned();
        (name, (object["metadata"]["uid"].clone(), object["spec"]["template"].clone()))
    };
    Ok(release.list("deployments")?.into_iter().map(named).collect())
}

/// The wanted state of every object of the release, by kind and name.
fn specs(release: &Release) -> Result<BTreeMap<String, [Value; 2]>> {
    let kinds = "deployments,services,secrets,persistentvolumeclaims,serviceaccounts";
    let objects = release.list(kinds)?.into_iter().filter_map(|object| {
        let name = object["metadata"]["name"].as_str()?;
        // Helm writes down each revision.
        let key = format!("{}/{name}", object["kind"]);
        (!name.starts_with("sh.helm.")).then(|| (key, [object["spec"].clone(), object["data"].clone()]))
    });
    Ok(objects.collect())
}
