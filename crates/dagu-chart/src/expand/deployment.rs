//! The Deployment of a component or a worker pool.

use serde_json::{Map, Value};

use super::Expanded;
use super::pod::{self, PodParts};
use crate::component::Component;
use crate::context::Context;
use crate::metadata::{add, metadata, selector};
use crate::object::map;
use crate::values::Pods;

/// The inputs of a Deployment, besides its release.
pub(super) struct DeploymentParts<'w> {
    /// The component that its pods run.
    pub(super) component: Component,
    /// The name of the pool, for workers.
    pub(super) pool: Option<&'w str>,
    /// Number of pods; none leaves it to Kubernetes.
    pub(super) replicas: Option<u32>,
    /// The settings of its pods.
    pub(super) pods: Pods<'w>,
    /// The container.
    pub(super) container: Value,
}

/// Builds a Deployment.
pub(super) fn deployment(context: Context<'_>, workload: DeploymentParts<'_>) -> Expanded {
    let DeploymentParts { component, pool, replicas, pods, container } = workload;
    let part = match pool {
        Some(pool) => format!("{}-{pool}", component.name()),
        None => component.name().to_owned(),
    };
    let labels = selector(context, component, pool);
    let PodParts { pod, of_deployment, own_data } = pod::pod(context, pods, container);
    let template = map([("metadata", pod_metadata(labels.clone(), pods)), ("spec", pod)]);
    let mut spec = of_deployment;
    spec.insert("selector".into(), map([("matchLabels", labels.into())]));
    spec.insert("template".into(), template);
    if let Some(replicas) = replicas {
        spec.insert("replicas".into(), replicas.into());
    }
    let mut metadata = metadata(context, &part, Some(component), pool);
    if let Some(labels) = metadata["labels"].as_object_mut() {
        add(labels, pods.get("deploymentLabels"));
    }
    if let Some(annotations) = pods.get("annotations").filter(|annotations| *annotations != map([])) {
        metadata["annotations"] = annotations;
    }
    Expanded {
        object: map([
            ("apiVersion", "apps/v1".into()),
            ("kind", "Deployment".into()),
            ("metadata", metadata),
            ("spec", spec.into()),
        ]),
        workload: Some(component),
        own_data,
    }
}

/// The pod specification of a Deployment, for changes that only one component needs.
pub(super) fn pod_of(deployment: &mut Expanded) -> &mut Value {
    &mut deployment.object["spec"]["template"]["spec"]
}

/// The labels of the selector and those of the values, which never replace a label of the selector.
fn pod_metadata(mut labels: Map<String, Value>, pods: Pods<'_>) -> Value {
    add(&mut labels, pods.get("podLabels"));
    let mut metadata = map([("labels", labels.into())]);
    let mut annotations = Map::new();
    add(&mut annotations, pods.get("podAnnotations"));
    if !annotations.is_empty() {
        metadata["annotations"] = annotations.into();
    }
    metadata
}
