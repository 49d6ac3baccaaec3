//! Objects that an earlier installation, or a user, left in the namespace.

use anyhow::{Result, ensure};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::{self, Helm};
use serde_json::Value;

use crate::release::{FIRST, Release};

/// A claim that no Helm made.
const CLAIM: &str = r#"{"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "dagu-data"},
"spec": {"accessModes": ["ReadWriteMany"], "storageClassName": "shared", "resources": {"requests": {"storage": "10Gi"}}}}"#;

/// A rollback restores a deleted generated Secret from Helm's record. An upgrade generates another one,
/// with a warning that Dagu may not know the new password.
pub(crate) fn prove_deleted_secret(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "deleted-secret")?;
    release.apply("install", &["--values", FIRST])?;
    let password = release.password()?;
    release.delete("secret/dagu-admin")?;
    helm::print(&mut release.helm(&["rollback"], &["1"]))?;
    ensure!(release.password()?.1 == password.1, "the rollback brought another password");
    release.delete("secret/dagu-admin")?;
    release.apply("upgrade", &["--values", FIRST])?;
    let new = release.password()?;
    ensure!(new.1 != password.1, "the deleted password came back");
    ensure!(release.manifest()?.contains("D0208"), "no warning about the new password");
    release.stands()?;
    release.apply("upgrade", &["--values", FIRST])?;
    ensure!(release.password()? == new, "the next upgrade changed the new password");
    ensure!(!release.manifest()?.contains("D0208"), "the warning stays");
    Ok(())
}

/// `persistence.retain` leaves the claim and the generated Secret, and the next installation takes both up, whether
/// it retains them again or not.
pub(crate) fn prove_retained(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "retained")?;
    let kept = || Ok::<_, anyhow::Error>((claim(&release)?, release.password()?));
    release.apply("install", &["--values", FIRST, "--set", "persistence.retain=true"])?;
    let before = kept()?;
    for retain in ["persistence.retain=true", "persistence.retain=false"] {
        helm::print(&mut release.helm(&["uninstall"], &["--wait"]))?;
        ensure!(kept()? == before, "the uninstall did not keep the claim and the password");
        release.apply("install", &["--values", FIRST, "--set", retain])?;
        ensure!(kept()? == before, "the installation with {retain} did not take them up");
        release.stands()?;
    }
    Ok(())
}

/// A claim that is not the release's stops the installation before anything is made; named as `existingClaim` it
/// serves, outlives the release, and so does the password that belongs to its data.
pub(crate) fn prove_foreign_claim(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "foreign-claim")?;
    let made = release.feed(&["create", "--filename=-"], CLAIM)?;
    ensure!(made.ok, "{}", made.stderr);
    let before = release.settled()?;
    let stopped = release.try_apply("install", &["--values", FIRST])?;
    ensure!(!stopped.ok && stopped.stderr.contains("dagu-data"), "not stopped: {}", stopped.stderr);
    ensure!(release.settled()? == before, "something changed");

    let mine = ["--values", FIRST, "--set", "persistence.existingClaim=dagu-data"];
    let uid = claim(&release)?;
    release.apply("install", &mine)?;
    let password = release.password()?;
    helm::print(&mut release.helm(&["uninstall"], &["--wait"]))?;
    release.apply("install", &mine)?;
    ensure!(claim(&release)? == uid, "the claim is another one");
    ensure!(release.password()? == password, "the second installation changed the password");
    Ok(())
}

fn claim(release: &Release) -> Result<Value> {
    Ok(release.object("persistentvolumeclaim/dagu-data")?["metadata"]["uid"].clone())
}
