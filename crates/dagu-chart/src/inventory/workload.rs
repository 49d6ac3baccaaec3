//! Objects that have pods.

use std::collections::BTreeMap;

use dagu_chart_api::ObjectName;
use serde_json::Value;

use super::autoscaler::{Autoscaler, count};
use super::name_of;
use crate::convention::POOL_LABEL;
use crate::object::{at, text_at};

/// An object with pods.
pub(super) struct Workload<'o> {
    pub(super) name: ObjectName,
    /// The worker pool, if it is one.
    pub(super) pool: Option<&'o str>,
    /// The specification of a pod.
    pub(super) spec: &'o Value,
    /// The number of pods that run all the time; none if there is no such number.
    pub(super) pods: Option<u32>,
    /// The most pods of an autoscaler.
    pub(super) most: Option<u32>,
}

/// The objects that have pods.
pub(super) fn workloads(objects: &[Value]) -> Vec<Workload<'_>> {
    let scalers: Vec<Autoscaler> = objects.iter().filter_map(Autoscaler::of).collect();
    objects.iter().filter_map(|object| Workload::of(object, &scalers)).collect()
}

impl<'o> Workload<'o> {
    fn of(object: &'o Value, scalers: &[Autoscaler]) -> Option<Self> {
        let template = match text_at(object, &["kind"]) {
            "Pod" => object,
            "Deployment" | "StatefulSet" | "DaemonSet" | "Job" => at(object, &["spec", "template"])?,
            "CronJob" => at(object, &["spec", "jobTemplate", "spec", "template"])?,
            _ => return None,
        };
        let name = name_of(object);
        let scaler = scalers.iter().find(|scaler| scaler.scales(&name));
        let replicas = count(at(object, &["spec", "replicas"]));
        let pods = match &*name.kind {
            "Pod" => Some(1),
            "Deployment" | "StatefulSet" => {
                Some(scaler.map_or(replicas.unwrap_or(1), |scaler| scaler.least(replicas)))
            }
            _ => None,
        };
        let pool = at(object, &["metadata", "labels"]).and_then(|labels| labels.get(POOL_LABEL));
        Some(Self {
            pool: pool.and_then(Value::as_str),
            spec: template.get("spec")?,
            pods,
            most: scaler.map(|scaler| scaler.most),
            name,
        })
    }

    /// The labels that its nodes must have.
    pub(super) fn selector(&self) -> BTreeMap<String, String> {
        let mut selector = BTreeMap::new();
        for (key, value) in self.spec.get("nodeSelector").and_then(Value::as_object).into_iter().flatten() {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            selector.insert(key.clone(), text);
        }
        selector
    }
}
