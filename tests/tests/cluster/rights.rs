//! People who may not read Secrets.

use anyhow::{Result, ensure};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::{self, Helm, Outcome, POST_RENDERER};

use crate::release::{FIRST, Release, SECOND};

/// Every credential in a Secret that exists, `lookup: false`.
const VALUES: &str = "chart/examples/existing-secrets.yaml";

/// What the user `limited` may do: everything that a release takes, Secrets left out.
const RIGHTS: &str = include_str!("rights.yaml");

/// What comes on top for the chart's own Secrets: each by its name, but to create one, which has no name yet.
const SECRETS_BY_NAME: &str = include_str!("rights-by-name.yaml");

/// The right to read releases, and nothing else.
const RELEASE_ONLY: &str = include_str!("release-only.yaml");

/// Whoever may read no Secret installs and upgrades with `lookup: false`, and is stopped without it.
pub(crate) fn prove(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "rights")?;
    grant(&release, &[RIGHTS])?;
    let run = |verb: &str, more: &[&str]| run(cluster, helm, &release, verb, &["--values", VALUES], more);
    let stopped = run("install", &["--set", "lookup=true"])?;
    ensure!(!stopped.ok && stopped.stderr.contains("secrets"), "not stopped: {}", stopped.stderr);
    for (verb, more) in [("install", &[][..]), ("upgrade", &["--set", "scheduler.replicas=2"])] {
        let outcome = run(verb, more)?;
        ensure!(outcome.ok, "{verb}: {}", outcome.stderr);
    }
    Ok(())
}

/// Whoever may get the chart's own Secrets by name, and list none, keeps the generated credentials.
pub(crate) fn prove_by_name(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "rights-by-name")?;
    grant(&release, &[RIGHTS, SECRETS_BY_NAME])?;
    let values = ["--set", "persistence.storageClass=nfs-client"];
    let password =
        || Ok::<_, anyhow::Error>(release.object("secret/dagu-admin")?["data"]["password"].clone());
    // Under `strict` a credential that no later render finds again is an error.
    let strict = ["--post-renderer-args", "--strict", "--set", "image.tag=2.4.3"];
    let installed = run(cluster, helm, &release, "install", &values, &strict)?;
    ensure!(installed.ok, "install: {}", installed.stderr);
    let before = password()?;
    let upgraded = run(cluster, helm, &release, "upgrade", &values, &["--set", "scheduler.replicas=2"])?;
    ensure!(upgraded.ok, "upgrade: {}", upgraded.stderr);
    ensure!(before.is_string() && password()? == before, "the upgrade changed the password");
    Ok(())
}

/// Whoever may read the release and nothing else sees what that tells, and what is missing.
pub(crate) fn prove_reader(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "reader")?;
    let nobody = helm::run(&mut release.dagu_limited("values", &[]))?;
    ensure!(!nobody.ok && nobody.stderr.contains("cannot read the release: "), "without rights: {nobody:?}");
    grant(&release, &[RELEASE_ONLY])?;
    release.apply("install", &["--values", FIRST])?;
    release.apply("upgrade", &["--values", SECOND])?;
    release.settled()?;

    let values = helm::run(&mut release.dagu_limited("values", &[]))?;
    ensure!(values.ok && values.stdout.contains("tag: \"2.4.3\""), "values: {values:?}");

    let pools = helm::run(&mut release.dagu_limited("pools", &[]))?;
    let (shown, missing) = ("large    ? ", "Helm lists no Deployment of a pool");
    ensure!(pools.ok && pools.stdout.contains(shown) && pools.stdout.contains(missing), "pools: {pools:?}");

    let plan = helm::run(&mut release.dagu_limited("plan", &["--to-revision=1"]))?;
    ensure!(plan.ok && plan.stderr.contains("you may not read them"), "plan: {plan:?}");
    ensure!(
        !plan.stdout.contains("not found in the cluster"),
        "what is not readable looks deleted: {plan:?}"
    );
    ensure!(plan.stdout.contains("+ Deployment dagu-worker-gpu\n"), "plan: {plan:?}");

    let tag = ["./chart", "--values", SECOND, "--set=image.tag=2.15.2"];
    let pool = ["--set=workerPools.new.replicas=1"];
    let forbidden = helm::run(&mut release.dagu_limited("plan", &[&tag[..], &pool].concat()))?;
    ensure!(forbidden.ok && forbidden.stderr.contains("only the values are compared"), "plan: {forbidden:?}");
    ensure!(forbidden.stdout.contains("workerPools.new.replicas"), "plan: {forbidden:?}");
    let only = helm::run(&mut release.dagu_limited("plan", &[&tag[..], &["--values-only"]].concat()))?;
    let changed = ["image.tag", "\"2.4.3\"", "\"2.15.2\"", "\n1 value differs\n"];
    ensure!(only.ok && changed.iter().all(|part| only.stdout.contains(part)), "plan: {only:?}");
    Ok(())
}

fn grant(release: &Release<'_>, roles: &[&str]) -> Result<()> {
    for role in roles {
        let granted = release.feed(&["apply", "--filename=-"], role)?;
        ensure!(granted.ok, "{}", granted.stderr);
    }
    Ok(())
}

fn run(
    cluster: &Cluster,
    helm: &Helm,
    release: &Release<'_>,
    verb: &str,
    values: &[&str],
    more: &[&str],
) -> Result<Outcome> {
    let mut command = helm.on(&cluster.limited());
    // By default Helm keeps its records in Secrets.
    command.env("HELM_DRIVER", "configmap").args([verb, "dagu", "./chart", "--namespace"]);
    command.arg(&release.namespace).args(values).args(POST_RENDERER).args(more);
    helm::run(&mut command)
}
