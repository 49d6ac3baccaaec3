//! `helm dagu plan` predicts what an upgrade does, and `helm dagu values` prints the values of a release.

use anyhow::{Result, ensure};
use dagu_chart::diff::{diff, human};
use dagu_chart_api::Diff;
use dagu_chart_tests::cluster::{Cluster, State};
use dagu_chart_tests::helm::{self, Helm};

use crate::release::{FIRST, Release, SECOND};

/// What an upgrade from the first values file does, by the flags that are added to it.
const FORETOLD: [(&str, &str); 3] = [
    ("persistence.storageClass=other", "  REFUSED immutable `spec.storageClassName`: "),
    ("auth.mode=none", "- Secret dagu-admin: LOST: deletes the generated credential in it\n"),
    ("workerPools.gpu.labels.size=large", "~ Deployment dagu-worker-gpu: its pods restart\n"),
];

pub(crate) fn prove(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "foretold")?;
    let unknown = helm::run(&mut release.dagu("plan", &["./chart"]))?;
    ensure!(!unknown.ok && unknown.stderr.contains("not found"), "no release: {unknown:?}");

    release.apply("install", &["--values", FIRST])?;
    let before = release.settled()?;
    let same = human(&release.plan(&["--values", FIRST])?);
    ensure!(same.is_empty(), "the same values change something:\n{same}");
    for (set, told) in FORETOLD {
        let found = human(&unexplained(release.plan(&["--values", FIRST, "--set", set])?));
        ensure!(found.contains(told), "{set}: {told:?} is not in\n{found}");
    }
    let told = human(&unexplained(release.plan(&["--values", SECOND, "--dry-run=none"])?));
    ensure!(State::now(cluster, &release.namespace)? == before, "the question changed something");

    let values = helm::print(&mut release.dagu("values", &["--set", "scheduler.replicas=3"]))?;
    for line in ["    replicas: 1\n", "  tag: \"2.4.2\"\n", "\n  replicas: 3\n"] {
        ensure!(values.contains(line), "{line:?} is not in\n{values}");
    }

    let explained = release.plan(&["--values", FIRST, "--set", "workerPools.gpu.labels.size=large"])?;
    let gpu = explained.workloads.iter().find(|workload| workload.component == "gpu");
    let values = gpu.map(|gpu| gpu.values.as_slice()).unwrap_or_default();
    ensure!(values.len() == 1 && values[0].starts_with("workerPools.gpu"), "caused by {values:?}");

    let old = release.manifest()?;
    release.apply("upgrade", &["--values", SECOND])?;
    let done = human(&diff(&old, &release.manifest()?).map_err(anyhow::Error::msg)?);
    ensure!(told == done, "told:\n{told}\ndone:\n{done}");
    ensure!(!told.contains("  REFUSED ") && told.contains("+ Deployment dagu-worker-large\n"), "{told}");
    Ok(())
}

/// The library that compares manifests does not know the values behind a change.
fn unexplained(mut diff: Diff) -> Diff {
    for field in diff.changed.iter_mut().flat_map(|changed| &mut changed.fields) {
        field.values.clear();
    }
    diff
}
