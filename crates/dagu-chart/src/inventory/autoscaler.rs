//! Autoscalers: how many pods they let a workload have.

use dagu_chart_api::ObjectName;
use serde_json::Value;

use super::{is_same_namespace, name_of};
use crate::object::{at, text_at};

/// The range of an autoscaler, and its target.
pub(super) struct Autoscaler {
    target: ObjectName,
    /// Whether it is the one of Kubernetes, which does not scale a workload with 0 replicas.
    is_own: bool,
    least: u32,
    /// The most pods.
    pub(super) most: u32,
}

impl Autoscaler {
    /// A HorizontalPodAutoscaler, or a ScaledObject of KEDA.
    pub(super) fn of(object: &Value) -> Option<Self> {
        let (is_own, [least, most], defaults) = match text_at(object, &["kind"]) {
            "HorizontalPodAutoscaler" => (true, ["minReplicas", "maxReplicas"], [1, 1]),
            "ScaledObject" => (false, ["minReplicaCount", "maxReplicaCount"], [0, 100]),
            _ => return None,
        };
        let number = |key, default| count(at(object, &["spec", key])).unwrap_or(default);
        let least = number(least, defaults[0]);
        let kind = match text_at(object, &["spec", "scaleTargetRef", "kind"]) {
            "" => "Deployment",
            kind => kind,
        };
        let target = ObjectName {
            kind: kind.to_owned(),
            name: text_at(object, &["spec", "scaleTargetRef", "name"]).to_owned(),
            namespace: name_of(object).namespace,
        };
        Some(Self { target, is_own, least, most: number(most, defaults[1]).max(least) })
    }

    /// Whether it scales a workload.
    pub(super) fn scales(&self, workload: &ObjectName) -> bool {
        let ObjectName { kind, namespace, name } = &self.target;
        *kind == workload.kind && *name == workload.name && is_same_namespace(namespace, &workload.namespace)
    }

    /// The least pods of a workload with this number of replicas.
    pub(super) fn least(&self, replicas: Option<u32>) -> u32 {
        if self.is_own && replicas == Some(0) { 0 } else { self.least }
    }
}

/// A number of pods.
pub(super) fn count(value: Option<&Value>) -> Option<u32> {
    value?.as_u64().map(|number| u32::try_from(number).unwrap_or(u32::MAX))
}
