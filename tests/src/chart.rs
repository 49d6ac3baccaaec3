//! How Helm renders chart/ with the user's values: the rules of Helm and of the chart's helper, implemented independently of the core.

use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::judge::Judge;
use crate::place;

/// The longest name of an object that others are named after.
const LONGEST_NAME: usize = 63;

/// The chart as far as the carrier needs it.
pub struct Chart {
    /// From Chart.yaml.
    pub metadata: Metadata,
    /// values.yaml as Helm reads it.
    pub defaults: Value,
}

/// The fields of Chart.yaml that travel.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Metadata {
    /// `dagu`.
    pub name: String,
    /// Version of the chart.
    pub version: String,
    /// Version of Dagu that the chart was made for.
    pub app_version: String,
}

impl Chart {
    /// Reads chart/.
    pub fn load(judge: &Judge) -> Result<Self> {
        let metadata =
            fs::read_to_string(place::at("chart/Chart.yaml")).context("cannot read chart/Chart.yaml")?;
        let defaults =
            fs::read_to_string(place::at("chart/values.yaml")).context("cannot read chart/values.yaml")?;
        Ok(Self {
            metadata: serde_yaml::from_str(&metadata).context("chart/Chart.yaml")?,
            defaults: judge.values(&defaults).context("chart/values.yaml")?,
        })
    }

    /// The values that templates see: the user's over the chart's.
    pub fn coalesce(&self, user: &Value) -> Value {
        let mut values = user.as_object().cloned().unwrap_or_default();
        coalesce(&mut values, self.defaults.as_object());
        Value::Object(values)
    }

    /// The name of an object: the full name and `part`.
    pub fn name(&self, values: &Value, release: &str, part: &str) -> String {
        let text = |key: &str| values[key].as_str().unwrap_or_default();
        let chart = match text("nameOverride") {
            "" => self.metadata.name.as_str(),
            name => name,
        };
        let full = match text("fullnameOverride") {
            "" if release.contains(chart) => release.to_owned(),
            "" => format!("{release}-{chart}"),
            name => name.to_owned(),
        };
        let full = cut(&full, LONGEST_NAME);
        if part.is_empty() {
            return full.to_owned();
        }
        let composed = format!("{full}-{part}");
        if composed.len() <= LONGEST_NAME {
            return composed;
        }
        let digest = Sha256::digest(&composed);
        let hash: String = digest[..4].iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}-{hash}", cut(&composed, 54))
    }
}

fn cut(name: &str, length: usize) -> &str {
    let end = name.floor_char_boundary(length);
    name[..end].strip_suffix('-').unwrap_or(&name[..end])
}

/// Helm's rule: maps merge, everything else of the user's replaces, and null removes a default.
fn coalesce(user: &mut Map<String, Value>, defaults: Option<&Map<String, Value>>) {
    for (key, default) in defaults.into_iter().flatten() {
        match user.get_mut(key) {
            None => {
                user.insert(key.clone(), default.clone());
            }
            Some(Value::Null) => {
                user.remove(key);
            }
            Some(Value::Object(inner)) => coalesce(inner, default.as_object()),
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn chart() -> Chart {
        Chart {
            metadata: Metadata {
                name: "dagu".to_owned(),
                version: "0.1.0".to_owned(),
                app_version: "2.4.3".to_owned(),
            },
            defaults: json!({"a": {"b": 1, "c": [1]}, "d": 2}),
        }
    }

    #[test]
    fn values_coalesce_as_in_helm() {
        let user = json!({"a": {"b": null, "c": [], "e": null}, "f": 3});
        assert_eq!(chart().coalesce(&user), json!({"a": {"c": [], "e": null}, "d": 2, "f": 3}));
        assert_eq!(chart().coalesce(&json!({"a": null})), json!({"d": 2}));
        assert_eq!(chart().coalesce(&Value::Null), chart().defaults);
    }

    #[test]
    fn names_are_those_of_the_helper() {
        let none = json!({});
        assert_eq!(chart().name(&none, "foo", ""), "foo-dagu");
        assert_eq!(chart().name(&none, "my-dagu-2", "ui"), "my-dagu-2-ui");
        assert_eq!(chart().name(&json!({"nameOverride": "x"}), "foo", ""), "foo-x");
        let long = json!({"fullnameOverride": "a".repeat(62) + "-bc"});
        assert_eq!(chart().name(&long, "foo", ""), "a".repeat(62));
        let composed = chart().name(&long, "foo", "data");
        assert_eq!(composed, format!("{}-134b412a", "a".repeat(54)));
    }
}
