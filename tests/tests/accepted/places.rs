//! The keys of the values that hold something of Kubernetes' own, and which type that is.

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::place;
use serde_json::Value;

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

/// Which keys each section has, as the chart's schema says.
pub(crate) struct Places {
    schema: Value,
}

impl Places {
    /// Reads chart/values.schema.json. A key of a section that is in no list above is an error: it would go untried.
    pub(crate) fn load() -> Result<Self> {
        let text = std::fs::read_to_string(place::at("chart/values.schema.json"))?;
        let places = Self { schema: serde_json::from_str(&text)? };
        for section in &SECTIONS[1..] {
            let keys = places.section(section)["properties"].as_object();
            for key in keys.with_context(|| format!("there is no section {section}"))?.keys() {
                let known = FIELDS.iter().any(|(field, _, _)| field == key);
                let other = OTHERS.contains(&key.as_str()) || ALONE.contains(&key.as_str());
                ensure!(known || other, "{section}/{key} is in no list of places.rs");
            }
        }
        Ok(places)
    }

    /// Whether a section takes a key.
    pub(crate) fn takes(&self, section: &str, key: &str) -> bool {
        let key = key.split('.').next().unwrap_or(key);
        self.section(section)["properties"].get(key).is_some()
    }

    fn section(&self, section: &str) -> &Value {
        let properties = &self.schema["properties"];
        match section.strip_prefix("/workerPools/") {
            Some(_) => &properties["workerPools"]["additionalProperties"],
            None if section.is_empty() => &self.schema,
            None => &properties[&section[1..]],
        }
    }
}
