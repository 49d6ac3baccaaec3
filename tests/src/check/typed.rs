//! Every object survives a round trip through the types of Kubernetes: an unknown field would be lost.

use anyhow::{Context, Result, bail, ensure};
use k8s_openapi::api::apps::v1::Deployment;
use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscaler;
use k8s_openapi::api::batch::v1::CronJob;
use k8s_openapi::api::core::v1::{
    ConfigMap, LimitRange, PersistentVolume, PersistentVolumeClaim, ResourceQuota, Secret, Service,
    ServiceAccount,
};
use k8s_openapi::api::networking::v1::{Ingress, NetworkPolicy};
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use k8s_openapi::api::rbac::v1::{ClusterRole, Role, RoleBinding};
use k8s_openapi::api::scheduling::v1::PriorityClass;
use k8s_openapi::api::storage::v1::StorageClass;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Rendering;
use crate::expectation::diff;

pub(super) fn check(rendering: &Rendering<'_>) -> Result<()> {
    for document in &rendering.documents {
        let object = &document.value;
        let again = match (object["apiVersion"].as_str(), document.kind()) {
            (Some("apps/v1"), "Deployment") => through::<Deployment>(object),
            (Some("autoscaling/v2"), "HorizontalPodAutoscaler") => through::<HorizontalPodAutoscaler>(object),
            (Some("batch/v1"), "CronJob") => through::<CronJob>(object),
            (Some("networking.k8s.io/v1"), "Ingress") => through::<Ingress>(object),
            (Some("networking.k8s.io/v1"), "NetworkPolicy") => through::<NetworkPolicy>(object),
            (Some("policy/v1"), "PodDisruptionBudget") => through::<PodDisruptionBudget>(object),
            (Some("rbac.authorization.k8s.io/v1"), "ClusterRole") => through::<ClusterRole>(object),
            (Some("rbac.authorization.k8s.io/v1"), "Role") => through::<Role>(object),
            (Some("rbac.authorization.k8s.io/v1"), "RoleBinding") => through::<RoleBinding>(object),
            (Some("scheduling.k8s.io/v1"), "PriorityClass") => through::<PriorityClass>(object),
            (Some("storage.k8s.io/v1"), "StorageClass") => through::<StorageClass>(object),
            (Some("v1"), "ConfigMap") => through::<ConfigMap>(object),
            (Some("v1"), "LimitRange") => through::<LimitRange>(object),
            (Some("v1"), "PersistentVolume") => through::<PersistentVolume>(object),
            (Some("v1"), "PersistentVolumeClaim") => through::<PersistentVolumeClaim>(object),
            (Some("v1"), "ResourceQuota") => through::<ResourceQuota>(object),
            (Some("v1"), "Secret") => through::<Secret>(object),
            (Some("v1"), "Service") => through::<Service>(object),
            (Some("v1"), "ServiceAccount") => through::<ServiceAccount>(object),
            // Of a custom resource only its definition knows the fields.
            (Some(version), _) if is_custom(version) => continue,
            _ => bail!("no type for this kind here yet:\n{}", document.yaml),
        };
        let again = again.with_context(|| document.yaml.clone())?;
        ensure!(again == *object, "fields are lost or changed:\n{}", difference(object, &again));
    }
    Ok(())
}

fn is_custom(api_version: &str) -> bool {
    let group = api_version.split_once('/').map_or("", |(group, _)| group);
    group.contains('.') && !group.ends_with(".k8s.io")
}

fn through<T: DeserializeOwned + Serialize>(object: &Value) -> Result<Value> {
    let typed: T = serde_json::from_value(object.clone())?;
    Ok(serde_json::to_value(typed)?)
}

pub(super) fn difference(one: &Value, other: &Value) -> String {
    diff(format!("{one:#}").as_bytes(), format!("{other:#}").as_bytes())
}
