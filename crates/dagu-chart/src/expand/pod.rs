//! The pod of a workload: its container, and what the values add to both.

use serde_json::{Map, Value};

use super::security;
use crate::context::Context;
use crate::convention::DATA_VOLUME;
use crate::keys::PROBES;
use crate::keys::Place;
use crate::object::map;
use crate::values::{HANDLERS, Image, Pods, over, put};

/// What the settings of pods make.
pub(super) struct PodParts {
    /// The pod's `spec`.
    pub(super) pod: Value,
    /// Fields of the Deployment's `spec`.
    pub(super) of_deployment: Map<String, Value>,
    /// Whether the pod has a data volume of its own.
    pub(super) own_data: bool,
}

/// The pod of a container.
pub(super) fn pod(context: Context<'_>, pods: Pods<'_>, mut container: Value) -> PodParts {
    let mut pod = map([
        ("automountServiceAccountToken", has_token(context, pods).into()),
        // The links of a Service named `dagu-…` are variables that Dagu takes for its own, and it does not start.
        ("enableServiceLinks", false.into()),
        ("serviceAccountName", service_account(context, pods)),
    ]);
    let mut of_deployment = Map::new();
    pods.passed(|place, value| match place {
        Place::Pod(field) => pod[field] = value,
        Place::Container(field) => container[field] = value,
        Place::Deployment(field) => {
            of_deployment.insert(field.to_owned(), value);
        }
        Place::Made => {}
    });
    security::complete(context, &mut pod, &mut container);
    if let Some(volumes) = security::volumes(context) {
        pod["volumes"] = volumes;
    }
    image(context, pods, &mut container);
    probes(pods, &mut container);
    add(&mut container, "env", pods.list("extraEnv", "name"), "name");
    add(&mut container, "volumeMounts", pods.list("extraVolumeMounts", "mountPath"), "mountPath");
    let mut containers = vec![container];
    if let Some(Value::Array(sidecars)) = pods.get("sidecars") {
        containers.extend(sidecars);
    }
    pod["containers"] = containers.into();
    let data = pods.get("dataVolume").map(data_volume);
    let own_data = data.is_some();
    add(&mut pod, "volumes", pods.list("extraVolumes", "name"), "name");
    add(&mut pod, "volumes", data.into_iter().collect(), "name");
    PodParts { pod, of_deployment, own_data }
}

fn service_account(context: Context<'_>, pods: Pods<'_>) -> Value {
    let own = pods.get("serviceAccount").map(|mut account| account["name"].take());
    own.filter(|name| name.as_str().is_some_and(|name| !name.is_empty()))
        .unwrap_or_else(|| context.values.service_account.name(context.fullname).into())
}

/// Whether the pod gets a token for Kubernetes' API.
fn has_token(context: Context<'_>, pods: Pods<'_>) -> bool {
    let own =
        pods.get("serviceAccount").and_then(|account| account.get("automountServiceAccountToken")?.as_bool());
    own.or(context.values.service_account.automount_service_account_token) == Some(true)
}

/// An image of the pod's own, completed by that of the release.
fn image(context: Context<'_>, pods: Pods<'_>, container: &mut Value) {
    let Some(Value::Object(mut own)) = pods.get("image") else { return };
    let mut text = |key: &str| match own.remove(key) {
        Some(Value::String(text)) if !text.is_empty() => Some(text),
        _ => None,
    };
    if let Some(policy) = text("pullPolicy") {
        container["imagePullPolicy"] = policy.into();
    }
    let (repository, tag, digest) = (text("repository"), text("tag"), text("digest"));
    if repository.is_none() && tag.is_none() && digest.is_none() {
        return;
    }
    let shared = &context.values.image;
    // A tag and a digest name one image together: a pod that names either does not mix it with the release's other.
    let (tag, digest) = match (tag, digest) {
        (None, None) => (shared.tag.clone(), shared.digest.clone()),
        own => own,
    };
    let repository = repository.or_else(|| shared.repository.clone());
    let image = Image { repository, tag, digest, pull_policy: None };
    container["image"] = image.reference(image.tag(&context.release.chart.app_version)).into();
}

/// The probes of the values change the chart's key by key; another way to ask replaces that of the chart.
fn probes(pods: Pods<'_>, container: &mut Value) {
    let Some(container) = container.as_object_mut() else { return };
    for probe in PROBES {
        if pods.removes(probe) {
            container.remove(probe);
        }
        let Some(Value::Object(given)) = pods.get(probe) else { continue };
        // A startup probe asks what the liveness probe asks, unless it says otherwise.
        let ours = container.get(probe).or_else(|| container.get("livenessProbe")).and_then(Value::as_object);
        let mut ours = ours.cloned().unwrap_or_default();
        if probe == "startupProbe" {
            ours.retain(|key, _| HANDLERS.contains(&key.as_str()));
        }
        let merged = over(probe, &given, &ours);
        if HANDLERS.iter().any(|handler| merged.contains_key(*handler)) {
            container.insert(probe.to_owned(), merged.into());
        }
    }
}

/// The volume that stands in place of the shared one.
fn data_volume(mut given: Value) -> Value {
    let template = given.get_mut("volumeClaimTemplate").map(Value::take);
    let source = match template {
        Some(template) => ("ephemeral", map([("volumeClaimTemplate", template)])),
        None => ("emptyDir", given),
    };
    map([("name", DATA_VOLUME.into()), source])
}

/// Adds items to a list of a container or a pod, each in the place of the one with its identity.
fn add(owner: &mut Value, key: &str, items: Vec<Value>, identity: &str) {
    if items.is_empty() {
        return;
    }
    match owner.get_mut(key) {
        Some(Value::Array(present)) => put(present, items, identity),
        _ => owner[key] = items.into(),
    }
}
