//! Replicas that somebody changed through the Scale subresource, as `kubectl scale` and the controller of a
//! HorizontalPodAutoscaler do: `helm dagu plan` predicts what the upgrade does with them.

use anyhow::{Context, Result, ensure};
use dagu_chart_api::{Diff, Workload};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::Helm;

use crate::release::Release;

/// Each pool has 2 replicas here, which none of the steps scales to.
const VALUES: &str = "tests/tests/cluster/autoscaled.yaml";

/// A pool, the number it is scaled to, and who scales it.
const STEPS: [(&str, u64, &str); 6] = [
    ("kept-zero", 0, "kubectl"),
    ("kept-seven", 7, "kubectl"),
    ("kept-one", 1, "kube-controller-manager"),
    ("open-zero", 0, "kubectl"),
    ("open-seven", 7, "kubectl"),
    ("open-one", 1, "kube-controller-manager"),
];

/// The values of these pools no longer have a number after the upgrade.
const OPEN: &str = "open-";

pub(crate) fn prove(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "autoscaled")?;
    release.apply("install", &["--values", VALUES])?;
    let mut open = Vec::new();
    for (pool, count, manager) in STEPS {
        if pool.starts_with(OPEN) {
            open.push(format!("--set=workerPools.{pool}.replicas=null"));
        }
        let arguments = ["--values", VALUES].into_iter().chain(open.iter().map(String::as_str));
        scale(cluster, &release, pool, count, manager)
            .and_then(|()| prove_step(&release, pool, count, manager, &arguments.collect::<Vec<_>>()))
            .with_context(|| format!("{pool}, scaled to {count} by {manager}"))?;
    }
    Ok(())
}

fn scale(cluster: &Cluster, release: &Release, pool: &str, count: u64, manager: &str) -> Result<()> {
    let patch = format!("{{\"spec\":{{\"replicas\":{count}}}}}");
    let (object, manager) = (deployment(pool), format!("--field-manager={manager}"));
    let scale = ["patch", &object, "--subresource=scale", "--type=merge", "--patch", &patch, &manager];
    cluster.ask(&[&scale[..], &["--namespace", &release.namespace]].concat())?;
    ensure!(replicas(release, pool)? == count, "the Deployment was not scaled");
    Ok(())
}

/// Where the plan reports a conflict, the upgrade stops and changes nothing; otherwise the number is the predicted one.
fn prove_step(release: &Release, pool: &str, count: u64, manager: &str, arguments: &[&str]) -> Result<()> {
    let mut plan = release.plan(arguments)?;
    let mut outcome = release.try_apply("upgrade", arguments)?;
    if let Some(told) = conflict(&plan) {
        ensure!(told == manager, "the plan names `{told}`");
        ensure!(!outcome.ok, "the plan reports a conflict, and the upgrade succeeds");
        ensure!(outcome.stderr.contains(".spec.replicas"), "another failure: {}", outcome.stderr);
        ensure!(replicas(release, pool)? == count, "an upgrade that stops changes the number");
        let forced = [arguments, &["--force-conflicts"]].concat();
        plan = release.plan(&forced)?;
        ensure!(conflict(&plan).is_none(), "a conflict is reported although it is overwritten");
        outcome = release.try_apply("upgrade", &forced)?;
    }
    ensure!(outcome.ok, "the plan reports no conflict, and the upgrade stops: {}", outcome.stderr);
    let workload = workload(&plan, pool)?;
    let [before, after] =
        [&workload.before, &workload.after].map(|state| state.as_ref().and_then(|state| state.replicas));
    ensure!(before == Some(count), "the plan starts from {before:?}");
    let now = replicas(release, pool)?;
    ensure!(after == Some(now), "the plan predicts {after:?}, and the upgrade sets {now}");
    let is_told = plan.changed.iter().any(|changed| {
        changed.object == workload.object && changed.fields.iter().any(|field| field.path == "spec.replicas")
    });
    ensure!(is_told == (now != count), "changed: {}, told: {is_told}", now != count);
    Ok(())
}

/// The manager of the replicas that stops the upgrade.
fn conflict(plan: &Diff) -> Option<&str> {
    let mut contested = plan.changed.iter().flat_map(|changed| &changed.contested);
    contested
        .next()
        .filter(|contested| contested.path == "spec.replicas")
        .map(|contested| &*contested.manager)
}

fn workload<'a>(plan: &'a Diff, pool: &str) -> Result<&'a Workload> {
    plan.workloads.iter().find(|workload| workload.component == pool).context("the plan has no such pool")
}

fn replicas(release: &Release, pool: &str) -> Result<u64> {
    let replicas = release.object(&deployment(pool))?["spec"]["replicas"].as_u64();
    replicas.context("the Deployment has no number of replicas")
}

fn deployment(pool: &str) -> String {
    format!("deployment/dagu-worker-{pool}")
}
