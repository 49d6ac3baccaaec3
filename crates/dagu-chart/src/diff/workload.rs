//! What happens to the pods of a workload.

use dagu_chart_api::{ChangedObject, Pods, RemovedObject, Workload, WorkloadState};
use serde_json::Value;

use super::name;
use crate::convention::POOL_LABEL;

const KINDS: [&str; 3] = ["DaemonSet", "Deployment", "StatefulSet"];
const COMPONENT: &str = "app.kubernetes.io/component";
const VERSION: &str = "app.kubernetes.io/version";
const REPLICAS: &str = "spec.replicas";
/// The number of pods of a workload that does not set one.
const DEFAULT: u64 = 1;

/// A workload that is created, or created again.
pub(super) fn created(new: &Value) -> Option<Workload> {
    workload(None, Some(new), Pods::Start)
}

/// A workload of both sets. `there` is the current object.
pub(super) fn changed(there: &Value, new: &Value, changed: Option<&ChangedObject>) -> Option<Workload> {
    let mut workload = workload(Some(there), Some(new), Pods::Keep)?;
    let scaled = changed.and_then(|changed| changed.fields.iter().find(|field| field.path == REPLICAS));
    let now = workload.before.as_ref().and_then(|before| before.replicas);
    // A manifest without a number leaves the current one alone, unless it is removed.
    let then = match scaled {
        Some(field) => Some(field.after.as_ref().and_then(Value::as_u64).unwrap_or(DEFAULT)),
        None => now,
    };
    if let Some(after) = &mut workload.after {
        after.replicas = then;
    }
    let restarts = changed.map(|changed| changed.restarts.as_slice()).unwrap_or_default();
    workload.pods = match (now, then) {
        (Some(0), Some(0)) => Pods::Keep,
        (Some(0), _) => Pods::Start,
        (_, Some(0)) => Pods::Stop,
        _ if restarts.is_empty() => Pods::Keep,
        _ => Pods::Restart,
    };
    workload.fields = match workload.pods {
        Pods::Restart => restarts.to_vec(),
        _ => Vec::new(),
    };
    workload.fields.extend(scaled.map(|field| field.path.clone()));
    Some(workload)
}

/// A workload of the first set only.
pub(super) fn removed(there: &Value, removed: &RemovedObject) -> Option<Workload> {
    if removed.missing {
        return None;
    }
    match removed.kept {
        true => workload(Some(there), Some(there), Pods::Keep),
        false => workload(Some(there), None, Pods::Stop),
    }
}

fn workload(before: Option<&Value>, after: Option<&Value>, pods: Pods) -> Option<Workload> {
    let object = after.or(before)?;
    let name = name(object);
    if !KINDS.contains(&&*name.kind) {
        return None;
    }
    let component = label(object, POOL_LABEL).or_else(|| label(object, COMPONENT));
    let component = component.unwrap_or_else(|| name.name.clone());
    let pods = match after.map(replicas) {
        Some(Some(0)) if before.is_none() => Pods::Keep,
        _ => pods,
    };
    let [before, after] = [before, after].map(|object| object.map(state));
    Some(Workload { object: name, component, before, after, pods, fields: Vec::new(), values: Vec::new() })
}

fn state(object: &Value) -> WorkloadState {
    WorkloadState { replicas: replicas(object), version: label(object, VERSION) }
}

fn replicas(object: &Value) -> Option<u64> {
    (object["kind"] != "DaemonSet").then(|| object["spec"]["replicas"].as_u64().unwrap_or(DEFAULT))
}

fn label(object: &Value, label: &str) -> Option<String> {
    object["metadata"]["labels"].get(label).and_then(Value::as_str).map(str::to_owned)
}
