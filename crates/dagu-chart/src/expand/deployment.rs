//! The Deployment of a component or of a pool of workers.

use serde_json::{Value, json};

use super::labels::selector;
use super::{Context, Expanded, metadata};
use crate::component::Component;
use crate::object::{list, map};
use crate::values::Scheduling;

/// Group that owns the files on the volume: the image's user `dagu`.
const FILE_GROUP: u32 = 1000;

/// What a Deployment is made of, beside its release.
pub(super) struct Workload<'w> {
    /// What its pods run.
    pub(super) component: Component,
    /// Which pool, for workers.
    pub(super) pool: Option<&'w str>,
    /// Number of pods; absent: left to Kubernetes.
    pub(super) replicas: Option<u32>,
    /// Where they may run.
    pub(super) scheduling: Scheduling<'w>,
    /// The container.
    pub(super) container: Value,
}

/// The Deployment of a workload.
pub(super) fn deployment(context: Context<'_>, workload: Workload<'_>) -> Expanded {
    let Workload { component, pool, replicas, scheduling, container } = workload;
    let part = match pool {
        Some(pool) => format!("{}-{pool}", component.name()),
        None => component.name().to_owned(),
    };
    let labels = selector(context, component, pool);
    let template = map([
        ("metadata", map([("labels", labels.clone().into())])),
        ("spec", pod(context, scheduling, container)),
    ]);
    let mut spec = map([("selector", map([("matchLabels", labels.into())])), ("template", template)]);
    if let Some(replicas) = replicas {
        spec["replicas"] = replicas.into();
    }
    Expanded {
        object: map([
            ("apiVersion", "apps/v1".into()),
            ("kind", "Deployment".into()),
            ("metadata", metadata(context, &part, Some(component), pool)),
            ("spec", spec),
        ]),
        workload: Some(component),
    }
}

/// The pod specification of a Deployment, for what only one component needs.
pub(super) fn pod_of(deployment: &mut Expanded) -> &mut Value {
    &mut deployment.object["spec"]["template"]["spec"]
}

fn pod(context: Context<'_>, scheduling: Scheduling<'_>, container: Value) -> Value {
    let mut pod = map([
        ("automountServiceAccountToken", false.into()),
        ("containers", list([container])),
        // The links of a Service named `dagu-…` are variables that Dagu takes for its own, and it does not start.
        ("enableServiceLinks", false.into()),
        ("securityContext", map([("fsGroup", FILE_GROUP.into())])),
        ("serviceAccountName", context.fullname.into()),
    ]);
    if !scheduling.node_selector.is_empty() {
        pod["nodeSelector"] = json!(scheduling.node_selector);
    }
    if !scheduling.tolerations.is_empty() {
        pod["tolerations"] = json!(scheduling.tolerations);
    }
    if !scheduling.affinity.is_empty() {
        pod["affinity"] = scheduling.affinity.clone().into();
    }
    pod
}
