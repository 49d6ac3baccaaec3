//! A carrier in a ResourceList, and what other functions and transformers added to it.

use dagu_chart_api::is_carrier;
use dagu_chart_host::Document;
use serde_json::{Map, Value, json};

use super::json::line;

/// Groups of annotations with which kustomize and kpt keep the place of an item. They are not part of the object.
const BOOKKEEPING: [&str; 4] =
    ["config.kubernetes.io", "internal.config.kubernetes.io", "config.k8s.io", "kustomize.config.k8s.io"];
/// The file that an item is from, and its older name.
const PATHS: [&str; 2] = ["internal.config.kubernetes.io/path", "config.kubernetes.io/path"];

type Strings = Map<String, Value>;

pub(super) struct Carrier {
    object: Map<String, Value>,
    /// Labels and annotations from transformers: each object gets them instead.
    labels: Strings,
    annotations: Strings,
    /// The file that it is from, if the caller says so.
    path: Option<String>,
}

impl Carrier {
    /// The carrier, if the item is one.
    pub(super) fn read(item: &Value) -> Option<Self> {
        let mut object = item.as_object()?.clone();
        if !is_carrier(object.get("apiVersion")?.as_str()?) {
            return None;
        }
        let metadata = object.get_mut("metadata").and_then(Value::as_object_mut)?;
        let mut take = |key: &str| match metadata.remove(key) {
            Some(Value::Object(strings)) => strings,
            _ => Map::new(),
        };
        let (labels, mut annotations) = (take("labels"), take("annotations"));
        let path = PATHS.iter().find_map(|key| Some(annotations.get(*key)?.as_str()?.to_owned()));
        annotations
            .retain(|key, _| !key.split_once('/').is_some_and(|(group, _)| BOOKKEEPING.contains(&group)));
        Some(Self { object, labels, annotations, path })
    }

    pub(super) fn is_marked_like(&self, other: &Self) -> bool {
        self.labels == other.labels && self.annotations == other.annotations
    }

    /// The carrier as a document, without labels and annotations.
    pub(super) fn document(&self) -> String {
        let fields = self.object.iter().map(|(key, value)| format!("{key}: {}", line(value)));
        fields.collect()
    }

    /// An object of the release, with the labels and annotations of the carrier.
    pub(super) fn marked(&self, document: &Document) -> Result<String, String> {
        let text = String::from_utf8_lossy(&document.text);
        if self.labels.is_empty() && self.annotations.is_empty() {
            return Ok(text.into_owned());
        }
        let mut object: Value = serde_yaml::from_str(&text).map_err(|error| error.to_string())?;
        for (key, strings) in [("labels", &self.labels), ("annotations", &self.annotations)] {
            for (name, value) in strings {
                object["metadata"][key][name] = value.clone();
            }
        }
        Ok(line(&object))
    }

    /// How results name the carrier.
    pub(super) fn reference(&self) -> Value {
        let mut reference = json!({});
        for key in ["apiVersion", "kind"] {
            reference[key] = self.object.get(key).cloned().unwrap_or_default();
        }
        for key in ["name", "namespace"] {
            if let Some(value) = self.object.get("metadata").and_then(|metadata| metadata.get(key)) {
                reference[key] = value.clone();
            }
        }
        reference
    }

    pub(super) fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }
}
