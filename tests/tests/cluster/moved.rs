//! The data of a release moves to another claim, with the steps of docs/storage.md.

use anyhow::{Result, ensure};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::Helm;
use serde_json::Value;

use crate::release::{FIRST, Release};

const NEW_CLAIM: &str = r#"{"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "dagu-data-2"},
"spec": {"accessModes": ["ReadWriteMany"], "storageClassName": "expandable", "resources": {"requests": {"storage": "10Gi"}}}}"#;

/// The old claim and the password are kept, and every pod that had the old claim has the new one.
pub(crate) fn prove(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let release = Release::new(cluster, helm, "moved")?;
    release.apply("install", &["--values", FIRST])?;
    let (old, password) = (uid(&release)?, release.password()?);

    release.apply("upgrade", &["--values", FIRST, "--set", "persistence.retain=true"])?;
    let created = release.feed(&["create", "--filename=-"], NEW_CLAIM)?;
    ensure!(created.ok, "{}", created.stderr);
    let selector = "--selector=app.kubernetes.io/instance=dagu";
    cluster.ask(&["scale", "deployment", selector, "--replicas=0", "--namespace", &release.namespace])?;
    ensure!(replicas(&release)?.iter().all(|replicas| replicas == 0), "not every Deployment is stopped");

    // Helm 4 sees no conflict here: `kubectl scale` owns `.spec.replicas` for every number but 0, which a Scale omits.
    release.apply("upgrade", &["--values", FIRST, "--set", "persistence.existingClaim=dagu-data-2"])?;
    ensure!(uid(&release)? == old, "the old claim is not the one with the data");
    ensure!(release.password()? == password, "the password changed");
    ensure!(replicas(&release)?.iter().all(|replicas| replicas != 0), "a Deployment stays stopped");
    for deployment in release.list("deployments")? {
        let volumes = deployment["spec"]["template"]["spec"]["volumes"].to_string();
        let name = &deployment["metadata"]["name"];
        ensure!(volumes.contains("\"dagu-data-2\""), "{name} does not mount the new claim: {volumes}");
    }
    Ok(())
}

fn uid(release: &Release) -> Result<Value> {
    Ok(release.object("persistentvolumeclaim/dagu-data")?["metadata"]["uid"].clone())
}

fn replicas(release: &Release) -> Result<Vec<Value>> {
    let deployments = release.list("deployments")?;
    Ok(deployments.iter().map(|deployment| deployment["spec"]["replicas"].clone()).collect())
}
