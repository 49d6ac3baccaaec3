//! The keys of the values with a Kubernetes type, and that type.

use anyhow::{Result, ensure};

/// A key of a section, and the field that it becomes: its owner and its name.
pub(crate) struct Field {
    pub(crate) key: String,
    pub(crate) owner: &'static str,
    pub(crate) name: String,
}

/// Keys that become a field of Kubernetes in another way than as they are.
const MADE: [(&str, &str, &str); 16] = [
    ("annotations", "ObjectMeta", "annotations"),
    ("deploymentLabels", "ObjectMeta", "labels"),
    ("extraEnv", "Container", "env"),
    ("extraVolumeMounts", "Container", "volumeMounts"),
    ("extraVolumes", "PodSpec", "volumes"),
    ("labels", "ObjectMeta", "labels"),
    ("livenessProbe", "Container", "livenessProbe"),
    ("podAnnotations", "ObjectMeta", "annotations"),
    ("podLabels", "ObjectMeta", "labels"),
    ("readinessProbe", "Container", "readinessProbe"),
    ("replicas", "DeploymentSpec", "replicas"),
    ("resources", "Container", "resources"),
    ("sidecars", "PodSpec", "containers"),
    ("startupProbe", "Container", "startupProbe"),
    ("dataVolume.emptyDir", "Volume", "emptyDir"),
    ("dataVolume.volumeClaimTemplate", "EphemeralVolumeSource", "volumeClaimTemplate"),
];
/// Where a key goes that becomes a field as it is, and the type that has it there.
const OWNERS: [(&str, &str); 3] = [
    ("/spec/template/spec/containers/0/", "Container"),
    ("/spec/template/spec/", "PodSpec"),
    ("/spec/", "DeploymentSpec"),
];

/// Every key of a pool that becomes a field.
pub(crate) fn fields() -> Vec<Field> {
    let made = MADE.iter().map(|(key, owner, name)| Field {
        key: (*key).to_owned(),
        owner,
        name: (*name).to_owned(),
    });
    let passed = dagu_chart::known("workerPools.gpu").keys.into_iter().filter_map(|key| {
        let (owner, name) =
            OWNERS.iter().find_map(|(pointer, owner)| Some((owner, key.becomes.strip_prefix(pointer)?)))?;
        Some(Field { owner, name: name.to_owned(), key: key.name })
    });
    made.chain(passed).collect()
}

/// Keys of a section with other types; those with several choices are made in `generator`.
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

/// The sections with settings of pods, as pointers into the values.
pub(crate) const SECTIONS: [&str; 7] =
    ["", "/coordinator", "/scheduler", "/ui", "/worker", "/workerPools/general", "/workerPools/gpu"];

/// A key of a section that is in no list above is an error: it would go untried.
pub(crate) fn ensure_all_known() -> Result<()> {
    let fields = fields();
    for section in &SECTIONS[1..] {
        for key in keys(section) {
            let known = fields.iter().any(|field| field.key == key);
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
