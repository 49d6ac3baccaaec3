//! `metadata` of objects: names, labels and annotations. Selectors must never change: that of a Deployment is
//! immutable.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::component::Component;
use crate::context::Context;
use crate::convention::POOL_LABEL;
use crate::object::map;

/// The labels that select the pods of a component or a worker pool. Pods have exactly these labels:
/// a label that changes with the chart or the image would restart them.
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
    // A version can have build metadata with a `+`, which labels do not allow.
    labels.insert("helm.sh/chart".into(), format!("dagu-{}", chart.version).replace('+', "_").into());
    labels.insert("app.kubernetes.io/version".into(), context.version.to_string().into());
    labels.insert("app.kubernetes.io/managed-by".into(), context.release.release.service.as_str().into());
    let name = if part.is_empty() { context.fullname.to_owned() } else { context.name(part) };
    let namespace = context.release.release.namespace.as_str().into();
    map([("labels", labels.into()), ("name", name.into()), ("namespace", namespace)])
}

/// Makes Helm keep an object in the cluster when it uninstalls the release.
pub(crate) fn keep(object: &mut Value) {
    object["metadata"]["annotations"]["helm.sh/resource-policy"] = "keep".into();
}

/// Adds annotations to an object, if there are any.
pub(crate) fn annotate(object: &mut Value, annotations: &BTreeMap<String, String>) {
    if !annotations.is_empty() {
        object["metadata"]["annotations"] = json!(annotations);
    }
}

/// Adds entries whose keys are absent.
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
