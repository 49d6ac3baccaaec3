//! `metadata` of objects: names, labels and annotations. Selectors are frozen: Kubernetes changes none of a Deployment.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::component::Component;
use crate::context::Context;
use crate::convention::POOL_LABEL;
use crate::object::map;

/// What selects the pods of a component, or of one pool of workers. Pods carry exactly these labels:
/// anything that changes with a chart or an image would restart them.
pub(crate) fn selector(context: Context<'_>, component: Component, pool: Option<&str>) -> Map<String, Value> {
    let mut labels = identity(context);
    labels.insert("app.kubernetes.io/component".into(), component.name().into());
    if let Some(pool) = pool {
        labels.insert(POOL_LABEL.into(), pool.into());
    }
    labels
}

/// `metadata` of an object that belongs to a component, or to the release as a whole.
pub(crate) fn metadata(
    context: Context<'_>,
    part: &str,
    component: Option<Component>,
    pool: Option<&str>,
) -> Value {
    let mut labels = match component {
        Some(component) => selector(context, component, pool),
        None => identity(context),
    };
    let chart = &context.release.chart;
    // A version may hold build metadata, whose `+` no label can have.
    labels.insert("helm.sh/chart".into(), format!("dagu-{}", chart.version).replace('+', "_").into());
    labels.insert("app.kubernetes.io/version".into(), context.version.to_string().into());
    labels.insert("app.kubernetes.io/managed-by".into(), context.release.release.service.as_str().into());
    let name = if part.is_empty() { context.fullname.to_owned() } else { context.name(part) };
    let namespace = context.release.release.namespace.as_str().into();
    map([("labels", labels.into()), ("name", name.into()), ("namespace", namespace)])
}

/// Has Helm leave an object in the cluster when it removes the release.
pub(crate) fn keep(object: &mut Value) {
    object["metadata"]["annotations"]["helm.sh/resource-policy"] = "keep".into();
}

/// Adds annotations to an object, where there are any.
pub(crate) fn annotate(object: &mut Value, annotations: &BTreeMap<String, String>) {
    if !annotations.is_empty() {
        object["metadata"]["annotations"] = json!(annotations);
    }
}

/// Adds entries that are not there yet.
pub(crate) fn add(map: &mut Map<String, Value>, more: Option<Value>) {
    if let Some(Value::Object(more)) = more {
        for (key, value) in more {
            map.entry(key).or_insert(value);
        }
    }
}

fn identity(context: Context<'_>) -> Map<String, Value> {
    let given = context.values.name_override.as_deref().unwrap_or_default();
    let name = if given.is_empty() { context.release.chart.name.as_str() } else { given };
    let mut labels = Map::new();
    labels.insert("app.kubernetes.io/name".into(), name.into());
    labels.insert("app.kubernetes.io/instance".into(), context.release.release.name.as_str().into());
    labels
}
