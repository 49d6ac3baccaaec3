//! Upgrades of a release through every pair of values files.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use dagu_chart::diff::{diff, human};
use dagu_chart_api::{Diff, Loss, ObjectName, Workload};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::Helm;
use dagu_chart_tests::place;
use dagu_chart_tests::wait::until;
use serde_json::Value;

use crate::release::Release;

const FILES: &str = "tests/tests/cluster/upgrades";

/// How many pairs Helm 3 walks: the files around the first one, which is the defaults.
const SHORT: usize = 24;

/// How long the controllers may take to let a removed object go.
const GONE: Duration = Duration::from_secs(60);

/// Kinds whose objects are compared.
const KINDS: &str =
    "deployments,services,ingresses,secrets,persistentvolumeclaims,serviceaccounts,horizontalpodautoscalers";

/// The objects of a namespace by kind and name.
type Objects = BTreeMap<(String, String), Value>;

/// The command also runs for each pair of this number in the walk. Odd, because every other pair leads back.
const ASKED: usize = 5;

/// The number of parts of the pairs, each with its own release, in parallel.
const PARTS: usize = 4;

/// Every ordered pair of the values files is one upgrade, and `diff` predicts what it does: which pods
/// restart, what the API server refuses, which generated credential goes. Walks one part of the pairs. A share of them
/// is told by `helm dagu plan` too, which says the same.
pub(crate) fn prove<const PART: usize>(cluster: &Cluster, helm: &Helm) -> Result<()> {
    const { assert!(PART < PARTS, "no such part") };
    let files = files()?;
    let mut tour = Vec::new();
    walk(0, files.len(), &mut tour);
    let short = !helm.version.is_four();
    if short {
        tour.truncate(SHORT + 1);
    }
    let pairs = tour.len() - 1;
    let first = pairs * PART / PARTS;
    let tour = &tour[first..=pairs * (PART + 1) / PARTS];
    let release = Release::new(cluster, helm, &format!("upgrades-{PART}"))?;
    release.apply("install", &["--values", &files[tour[0]]])?;
    let mut before = release.manifest()?;
    let mut refusals = 0;
    for (number, pair) in (first..).zip(tour.windows(2)) {
        let [from, to] = [&files[pair[0]], &files[pair[1]]];
        let (after, refused) = upgrade(&release, &before, to, number % ASKED == 0)
            .with_context(|| format!("from {from} to {to}"))?;
        before = after;
        refusals += refused;
    }
    // The pairs with the defaults, which are in the first part, have some; other parts may have none.
    ensure!(short || PART > 0 || refusals > 0, "no pair changes what Kubernetes refuses to change");
    release.stands_beside(&kept(&release, &before)?)
}

/// Every values file, that of the defaults first.
fn files() -> Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(place::at(FILES))? {
        files.push(format!("{FILES}/{}", entry?.file_name().to_string_lossy()));
    }
    files.sort_by_key(|file| (!file.ends_with("/defaults.yaml"), file.clone()));
    ensure!(files.len() >= 12, "only {} values files", files.len());
    Ok(files)
}

/// A round trip from `first` to itself through every ordered pair of the numbers from it to `count`.
fn walk(first: usize, count: usize, tour: &mut Vec<usize>) {
    tour.push(first);
    for other in first + 2..count {
        tour.extend([other, first]);
    }
    if first + 1 < count {
        walk(first + 1, count, tour);
        tour.push(first);
    }
}

/// One upgrade, compared with `diff`, and with the command if `asked`. Returns the new manifest, and how
/// many objects were refused.
fn upgrade(release: &Release, before: &str, values: &str, asked: bool) -> Result<(String, usize)> {
    let old = objects(release)?;
    let arguments = ["--reset-values", "--values", values];
    let foretold = match asked {
        true => Some(release.plan(&arguments)?),
        false => None,
    };
    let mut outcome = release.try_apply("upgrade", &arguments)?;
    let after = release.manifest()?;
    let told = diff(before, &after).map_err(anyhow::Error::msg)?;
    if let Some(foretold) = foretold {
        ensure_workloads(&foretold, &told)?;
        let [foretold, words] = [&foretold, &told].map(human);
        ensure!(
            heads(&foretold) == heads(&words),
            "the command told:\n{foretold}\nand the library:\n{words}"
        );
        ensure!(!foretold.contains("(last deployed: "), "nobody else changed anything:\n{foretold}");
    }
    let refused = refused(&told);
    if !refused.is_empty() {
        ensure!(!outcome.ok, "diff told of a refusal, and the upgrade went through: {refused:?}");
        // Helm stops at the first of them.
        let named = refused.iter().any(|(_, name)| outcome.stderr.contains(name));
        ensure!(named, "refused for something else than {refused:?}: {}", outcome.stderr);
        // As the message says, the object must be deleted first.
        for (kind, name) in &refused {
            release.delete(&format!("{kind}/{name}"))?;
        }
        outcome = release.try_apply("upgrade", &arguments)?;
    }
    ensure!(outcome.ok, "refused, and diff did not tell: {}", outcome.stderr);
    let new = settled(release, &told)?;
    let same_objects = |(key, old): (&(String, String), &Value)| {
        let new = new.get(key).filter(|_| !refused.contains(key));
        new.is_none_or(|new| new["metadata"]["uid"] == old["metadata"]["uid"])
    };
    ensure!(old.iter().all(same_objects), "an object was replaced that could have been changed");
    ensure_pods(&old, &new, &told)?;
    ensure_credentials(&old, &new, &told)?;
    Ok((after, refused.len()))
}

/// The command and the library report the same workloads.
fn ensure_workloads(foretold: &Diff, told: &Diff) -> Result<()> {
    let outcomes = |diff: &Diff| -> Vec<_> {
        let outcome = |workload: &Workload| {
            let replicas = workload.after.as_ref().map(|state| state.replicas);
            (workload.object.name.clone(), workload.pods, replicas)
        };
        diff.workloads.iter().map(outcome).collect()
    };
    let [foretold, told] = [foretold, told].map(outcomes);
    ensure!(foretold == told, "the command told {foretold:?}, and the library {told:?}");
    Ok(())
}

/// The lines without the values of fields: the library does not know what the API server fills in.
fn heads(told: &str) -> Vec<&str> {
    let field = |line: &str| if line.starts_with("  ") { line.find(": ") } else { None };
    told.lines().map(|line| &line[..field(line).unwrap_or(line.len())]).collect()
}

/// The objects after everything is gone that `diff` reports as removed; exactly the reported ones were created.
fn settled(release: &Release, told: &Diff) -> Result<Objects> {
    let gone: Vec<_> =
        told.removed.iter().filter(|removed| !removed.kept).map(|removed| key(&removed.object)).collect();
    let new = until("removed objects to go", GONE, || {
        let new = objects(release)?;
        Ok(gone.iter().all(|key| !new.contains_key(key)).then_some(new))
    })?;
    for removed in told.removed.iter().filter(|removed| removed.kept) {
        ensure!(new.contains_key(&key(&removed.object)), "{:?} did not stay", removed.object);
    }
    let missing: Vec<_> = told.created.iter().filter(|object| !new.contains_key(&key(object))).collect();
    ensure!(missing.is_empty(), "not created: {missing:?}");
    Ok(new)
}

/// The pod template of a Deployment changed if and only if `diff` reported a restart of its pods.
fn ensure_pods(old: &Objects, new: &Objects, told: &Diff) -> Result<()> {
    let restarted: Vec<_> = old
        .iter()
        .filter(|(key, _)| key.0 == "Deployment")
        .filter(|(key, old)| {
            new.get(*key).is_some_and(|new| new["spec"]["template"] != old["spec"]["template"])
        })
        .map(|(key, _)| key.clone())
        .collect();
    let changed = told.changed.iter().filter(|changed| !changed.restarts.is_empty());
    let mut expected: Vec<_> = changed.map(|changed| key(&changed.object)).collect();
    expected.sort();
    ensure!(restarted == expected, "restarted: {restarted:?}, told: {expected:?}");
    Ok(())
}

/// A generated credential is unchanged, or `diff` reported its loss.
fn ensure_credentials(old: &Objects, new: &Objects, told: &Diff) -> Result<()> {
    let lost: Vec<_> = told
        .removed
        .iter()
        .filter(|removed| removed.loss == Some(Loss::Credential))
        .map(|removed| key(&removed.object))
        .collect();
    for (key, old) in old.iter().filter(|(_, old)| old["immutable"] == true) {
        let same = new.get(key).is_some_and(|new| new["data"] == old["data"]);
        ensure!(same != lost.contains(key), "{key:?}: unchanged is {same}, told as lost: {lost:?}");
    }
    Ok(())
}

/// The objects that `diff` says cannot be changed.
pub(crate) fn refused(told: &Diff) -> Vec<(String, String)> {
    told.changed
        .iter()
        .filter(|changed| !changed.conflicts.is_empty())
        .map(|changed| key(&changed.object))
        .collect()
}

/// Objects in the namespace that are not in the manifest, because an earlier release kept them.
fn kept(release: &Release, manifest: &str) -> Result<Vec<String>> {
    let told = diff(manifest, "").map_err(anyhow::Error::msg)?;
    let rendered: Vec<_> = told.removed.iter().map(|removed| key(&removed.object)).collect();
    let objects = objects(release)?;
    let kept = objects.iter().filter(|(key, object)| {
        object["metadata"]["annotations"]["helm.sh/resource-policy"] == "keep" && !rendered.contains(key)
    });
    Ok(kept.map(|((kind, name), _)| format!("{kind}/{name}")).collect())
}

fn objects(release: &Release) -> Result<Objects> {
    let mut objects = Objects::new();
    for object in release.list(KINDS)? {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let key = (text(&object["kind"]), text(&object["metadata"]["name"]));
        objects.insert(key, object);
    }
    Ok(objects)
}

fn key(object: &ObjectName) -> (String, String) {
    (object.kind.clone(), object.name.clone())
}
