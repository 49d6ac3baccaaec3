//! The pod of a workload: its container and the settings of the values.

use serde_json::{Map, Value};

use super::security;
use crate::context::Context;
use crate::convention::DATA_VOLUME;
use crate::keys::PROBES;
use crate::keys::TargetField;
use crate::object::map;
use crate::values::{HANDLERS, Image, Pods, over, put};

/// A pod and the fields of its Deployment.
pub(super) struct PodParts {
    /// The pod's `spec`.
    pub(super) pod: Value,
    /// Fields of the Deployment's `spec`.
    pub(super) of_deployment: Map<String, Value>,
    /// Whether the pod has its own data volume.
    pub(super) own_data: bool,
}

/// The pod of a container.
pub(super) fn pod(context: Context<'_>, pods: Pods<'_>, mut container: Value) -> PodParts {
    let mut pod = map([
        ("automountServiceAccountToken", has_token(context, pods).into()),
        // The service links of a Service named `dagu-…` are variables that Dagu reads as its own settings, and it does
        // not start.
        ("enableServiceLinks", false.into()),
        ("serviceAccountName", service_account(context, pods)),
    ]);
    let mut of_deployment = Map::new();
    pods.passed(|place, value| match place {
        TargetField::Pod(field) => pod[field] = value,
        TargetField::Container(field) => container[field] = value,
        TargetField::Deployment(field) => {
            of_deployment.insert(field.to_owned(), value);
        }
        TargetField::Variable(_) | TargetField::Computed => {}
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

/// Whether the pod gets a token for the Kubernetes API.
fn has_token(context: Context<'_>, pods: Pods<'_>) -> bool {
    let own =
        pods.get("serviceAccount").and_then(|account| account.get("automountServiceAccountToken")?.as_bool());
    own.or(context.values.service_account.automount_service_account_token) == Some(true)
}

/// The pod's own image, completed by the image of the release.
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
    // Tag and digest together name one image: if a pod sets one of them, the other is not inherited.
    let (tag, digest) = match (tag, digest) {
        (None, None) => (shared.tag.clone(), shared.digest.clone()),
        own => own,
    };
    let repository = repository.or_else(|| shared.repository.clone());
    let image = Image { repository, tag, digest, pull_policy: None };
    container["image"] = image.reference(image.tag(&context.release.chart.app_version)).into();
}

/// Probes of the values change those of the chart key by key; a different handler replaces the chart's.
fn probes(pods: Pods<'_>, container: &mut Value) {
    let Some(container) = container.as_object_mut() else { return };
    for probe in PROBES {
        if pods.removes(probe) {
            container.remove(probe);
        }
        let Some(Value::Object(given)) = pods.get(probe) else { continue };
        // A startup probe has the handler of the liveness probe unless it sets its own.
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

/// The pod's own data volume, which replaces the shared one.
fn data_volume(mut given: Value) -> Value {
    let template = given.get_mut("volumeClaimTemplate").map(Value::take);
    let source = match template {
        Some(template) => ("ephemeral", map([("volumeClaimTemplate", template)])),
        None => ("emptyDir", given),
    };
    map([("name", DATA_VOLUME.into()), source])
}

/// Adds items to a list of a container or a pod. An item replaces the one with the same identity.
fn add(owner: &mut Value, key: &str, items: Vec<Value>, identity: &str) {
    if items.is_empty() {
        return;
    }
    match owner.get_mut(key) {
        Some(Value::Array(present)) => put(present, items, identity),
        _ => owner[key] = items.into(),
    }
}
