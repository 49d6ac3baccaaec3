//! The worker selector of a DAG or of a step, as each version of Dagu reads it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::emit::fragment;
use crate::shown::shortened;
use crate::version::Version;

/// The labels that a worker must have.
pub(crate) type Labels = BTreeMap<String, String>;

/// What a DAG says about workers.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Selector {
    /// Nothing.
    Absent,
    /// `local`: in the pod that starts it.
    Local,
    Labels(Labels),
    /// A label refers to this variable.
    Unknown(String),
    /// Dagu refuses it.
    Invalid {
        reason: String,
        help: String,
    },
}

const SNAKE: &str = "worker_selector";
const CAMEL: &str = "workerSelector";

/// The key of a selector, and the one of other versions, which this one refuses: Dagu 2.0 renamed it.
fn keys(version: Version) -> [&'static str; 2] {
    if version.has_snake_case_keys() { [SNAKE, CAMEL] } else { [CAMEL, SNAKE] }
}

/// The key of a selector.
pub(crate) fn key(version: Version) -> &'static str {
    keys(version)[0]
}

/// A selector for a DAG, ready to copy, such as `worker_selector: {gpu: "true"}`; empty without labels.
pub(crate) fn text(version: Version, labels: &Labels) -> String {
    if labels.is_empty() { String::new() } else { [key(version), ": ", &*shown(labels)].concat() }
}

/// `{gpu: "true"}`, with keys and values that YAML reads as strings.
pub(super) fn shown(labels: &Labels) -> String {
    let mut text = String::from("{");
    for (label, value) in labels {
        let separator = if text.len() > 1 { ", " } else { "" };
        let key = fragment::key(label).unwrap_or_else(|| Value::from(&**label).to_string());
        text.extend([separator, &*key, ": ", &*Value::from(&**value).to_string()]);
    }
    text.push('}');
    text
}

impl Selector {
    /// The selector of a DAG, or of the base configuration.
    pub(super) fn of(owner: &Value, version: Version) -> Self {
        match Self::written(owner, version) {
            Ok(Some((key, Value::String(word)))) if version.has_local_selector() => {
                if word.trim().eq_ignore_ascii_case("local") {
                    Self::Local
                } else {
                    let reason = format!("`{key}` is `{}`, not a map of labels or `local`", shortened(word));
                    Self::Invalid { reason, help: format!("write it as `{key}: {{gpu: \"true\"}}`") }
                }
            }
            Ok(Some((key, value))) => Self::map(key, value, version),
            Ok(None) => Self::Absent,
            Err(invalid) => invalid,
        }
    }

    /// The selector of a step, which must be a map.
    pub(super) fn of_step(step: &Value, version: Version) -> Self {
        match Self::written(step, version) {
            Ok(Some((key, value))) => Self::map(key, value, version),
            Ok(None) => Self::Absent,
            Err(invalid) => invalid,
        }
    }

    /// This selector over the one of the base configuration: Dagu merges maps key by key.
    pub(super) fn over(self, base: &Self) -> Self {
        match (self, base) {
            (Self::Absent, base) => base.clone(),
            (Self::Labels(labels), Self::Labels(base)) => {
                let mut merged = base.clone();
                merged.extend(labels);
                Self::Labels(merged)
            }
            (own, _) => own,
        }
    }

    /// The labels, if they are known.
    pub(super) fn labels(&self) -> Labels {
        match self {
            Self::Labels(labels) => labels.clone(),
            _ => Labels::new(),
        }
    }

    /// The key and its value.
    fn written(owner: &Value, version: Version) -> Result<Option<(&'static str, &Value)>, Self> {
        let [key, other] = keys(version);
        if owner.get(other).is_some() {
            return Err(Self::Invalid {
                reason: format!("Dagu {version} refuses the key `{other}`"),
                help: format!("rename it to `{key}`"),
            });
        }
        Ok(owner.get(key).filter(|value| !value.is_null()).map(|value| (key, value)))
    }

    fn map(key: &str, value: &Value, version: Version) -> Self {
        let Value::Object(map) = value else {
            return Self::Invalid {
                reason: format!("`{key}` is not a map of labels"),
                help: format!("write it as `{key}: {{gpu: \"true\"}}`"),
            };
        };
        let mut labels = Labels::new();
        for (label, value) in map {
            let label = label.trim();
            let text = match value {
                Value::String(text) => text.trim().to_owned(),
                Value::Bool(_) | Value::Number(_) if version.has_snake_case_keys() => value.to_string(),
                _ => {
                    return Self::Invalid {
                        reason: format!("the value of label `{}` is not a string", shortened(label)),
                        help: "put it in quotes".to_owned(),
                    };
                }
            };
            if label.is_empty() {
                return Self::Invalid {
                    reason: format!("`{key}` has an empty label key"),
                    help: "remove it".to_owned(),
                };
            }
            if let Some(variable) = [label, &text].into_iter().find(|text| text.contains("${")) {
                return Self::Unknown(variable.to_owned());
            }
            labels.insert(label.to_owned(), text);
        }
        if labels.is_empty() { Self::Absent } else { Self::Labels(labels) }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn version(text: &str) -> Version {
        crate::version::parse(text).expect("a version")
    }

    #[test]
    fn a_dag_overrides_the_base_label_by_label() {
        let of = |value: Value| Selector::of(&json!({"worker_selector": value}), version("2.4.3"));
        let base = of(json!({"pool": "general", "zone": "a"}));
        assert_eq!(of(json!({"pool": "gpu"})).over(&base), of(json!({"pool": "gpu", "zone": "a"})));
        assert_eq!(of(json!(null)).over(&base), base);
        assert_eq!(of(json!("LOCAL")).over(&base), Selector::Local);
    }

    #[test]
    fn what_a_version_refuses() {
        let is_invalid =
            |dag: Value, text: &str| matches!(Selector::of(&dag, version(text)), Selector::Invalid { .. });
        assert!(is_invalid(json!({"workerSelector": {"gpu": "true"}}), "2.0.0"));
        assert!(is_invalid(json!({"worker_selector": {"gpu": "true"}}), "1.30.2"));
        assert!(is_invalid(json!({"workerSelector": {"gpu": true}}), "1.30.2"));
        assert!(is_invalid(json!({"workerSelector": "local"}), "1.30.2"));
        assert!(!is_invalid(json!({"worker_selector": {"gpu": true}}), "2.0.0"));
        assert!(is_invalid(json!({"worker_selector": {"gpu": ["a"]}}), "2.0.0"));
        assert!(is_invalid(json!({"worker_selector": "gpu"}), "2.0.0"));
    }
}
