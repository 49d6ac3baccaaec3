//! The keys of the values that hold something of Kubernetes' own, and which type that is.

use anyhow::{Result, ensure};

/// A key of a section, and the field that it becomes: its owner and its name.
pub(crate) const FIELDS: [(&str, &str, &str); 36] = [
    ("affinity", "PodSpec", "affinity"),
    ("annotations", "ObjectMeta", "annotations"),
    ("containerSecurityContext", "Container", "securityContext"),
    ("deploymentLabels", "ObjectMeta", "labels"),
    ("dnsConfig", "PodSpec", "dnsConfig"),
    ("dnsPolicy", "PodSpec", "dnsPolicy"),
    ("envFrom", "Container", "envFrom"),
    ("extraEnv", "Container", "env"),
    ("extraVolumeMounts", "Container", "volumeMounts"),
    ("extraVolumes", "PodSpec", "volumes"),
    ("hostAliases", "PodSpec", "hostAliases"),
    ("imagePullSecrets", "PodSpec", "imagePullSecrets"),
    ("initContainers", "PodSpec", "initContainers"),
    ("labels", "ObjectMeta", "labels"),
    ("lifecycle", "Container", "lifecycle"),
    ("livenessProbe", "Container", "livenessProbe"),
    ("minReadySeconds", "DeploymentSpec", "minReadySeconds"),
    ("nodeSelector", "PodSpec", "nodeSelector"),
    ("podAnnotations", "ObjectMeta", "annotations"),
    ("podLabels", "ObjectMeta", "labels"),
    ("podSecurityContext", "PodSpec", "securityContext"),
    ("priorityClassName", "PodSpec", "priorityClassName"),
    ("readinessProbe", "Container", "readinessProbe"),
    ("replicas", "DeploymentSpec", "replicas"),
    ("resourceClaims", "PodSpec", "resourceClaims"),
    ("resources", "Container", "resources"),
    ("runtimeClassName", "PodSpec", "runtimeClassName"),
    ("schedulerName", "PodSpec", "schedulerName"),
    ("sidecars", "PodSpec", "containers"),
    ("startupProbe", "Container", "startupProbe"),
    ("strategy", "DeploymentSpec", "strategy"),
    ("terminationGracePeriodSeconds", "PodSpec", "terminationGracePeriodSeconds"),
    ("tolerations", "PodSpec", "tolerations"),
    ("topologySpreadConstraints", "PodSpec", "topologySpreadConstraints"),
    ("dataVolume.emptyDir", "Volume", "emptyDir"),
    ("dataVolume.volumeClaimTemplate", "EphemeralVolumeSource", "volumeClaimTemplate"),
];

/// Keys of a section that hold something else; those of more than one word are made in `generator`.
const OTHERS: [&str; 8] = [
    "containerPort",
    "dataVolume",
    "disabled",
    "healthPort",
    "image",
    "maxActiveRuns",
    "serviceAccount",
    "shutdownTimeout",
];
/// What only one section has, made in `generator` too.
const ALONE: [&str; 1] = ["service"];

/// The sections that hold settings of pods, as pointers into the values.
pub(crate) const SECTIONS: [&str; 7] =
    ["", "/coordinator", "/scheduler", "/ui", "/worker", "/workerPools/general", "/workerPools/gpu"];

/// A key of a section that is in no list above is an error: it would go untried.
pub(crate) fn ensure_all_known() -> Result<()> {
    for section in &SECTIONS[1..] {
        for key in keys(section) {
            let known = FIELDS.iter().any(|(field, _, _)| *field == key);
            let other = OTHERS.contains(&key.as_str()) || ALONE.contains(&key.as_str());
            ensure!(known || other, "{section}/{key} is in no list of places.rs");
        }
    }
    Ok(())
}

/// Whether a section takes a key.
pub(crate) fn takes(section: &str, key: &str) -> bool {
    let key = key.split('.').next().unwrap_or(key);
    keys(section).iter().any(|known| known == key)
}

fn keys(section: &str) -> Vec<String> {
    let path = section.trim_start_matches('/').replace('/', ".");
    dagu_chart::known(&path).keys.into_iter().map(|key| key.name).collect()
}
