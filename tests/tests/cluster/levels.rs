//! Namespaces that enforce a level of Pod Security.

use std::time::Duration;

use anyhow::Result;
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::helm::Helm;
use dagu_chart_tests::wait::until;
use serde_json::Value;

use crate::release::Release;

/// How long the controllers may take to create pods, or to report why not.
const STEP: Duration = Duration::from_secs(120);

const CLASS: &str = "persistence.storageClass=shared";

/// The defaults are taken at the baseline level, and `security: restricted` at the restricted one, which takes no
/// others.
pub(crate) fn prove(cluster: &Cluster, helm: &Helm) -> Result<()> {
    let baseline = enforcing(cluster, helm, "baseline", "baseline")?;
    baseline.apply("install", &["--set", CLASS])?;
    ensure_pods(&baseline)?;

    let refused = enforcing(cluster, helm, "refused", "restricted")?;
    refused.apply("install", &["--set", CLASS])?;
    until("pods to be refused", STEP, || Ok(refusal(&refused)?.map(drop)))?;

    let restricted = enforcing(cluster, helm, "restricted", "restricted")?;
    restricted.apply("install", &["--set", CLASS, "--set", "security=restricted"])?;
    ensure_pods(&restricted)
}

fn enforcing<'a>(cluster: &'a Cluster, helm: &'a Helm, proof: &str, level: &str) -> Result<Release<'a>> {
    let release = Release::new(cluster, helm, proof)?;
    let label = format!("pod-security.kubernetes.io/enforce={level}");
    cluster.ask(&["label", "namespace", &release.namespace, &label])?;
    Ok(release)
}

/// Every Deployment has the wanted number of pods, from its newest template.
fn ensure_pods(release: &Release) -> Result<()> {
    let made = until("every pod to be made", STEP, || {
        let complete = release.list("deployments")?.iter().all(|deployment| {
            deployment["status"]["updatedReplicas"] == deployment["spec"]["replicas"]
                && deployment["status"]["observedGeneration"] == deployment["metadata"]["generation"]
        });
        Ok(complete.then_some(()))
    });
    made.map_err(|error| error.context(format!("refused: {:?}", refusal(release))))
}

/// The API server's message about a pod that it refuses.
fn refusal(release: &Release) -> Result<Option<Value>> {
    let deployments = release.list("deployments")?;
    let conditions = deployments
        .iter()
        .flat_map(|deployment| deployment["status"]["conditions"].as_array().into_iter().flatten());
    let violates = |condition: &&Value| {
        condition["message"].as_str().is_some_and(|message| message.contains("violates PodSecurity"))
    };
    let mut refused = conditions.filter(violates).cloned();
    Ok(refused.next())
}
