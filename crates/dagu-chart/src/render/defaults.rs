//! Metadata and default values of the chart that this core was built with.

use serde_json::{Map, Value};

use crate::release::Chart;

const DEFAULTS: &str = include_str!("defaults.json");

/// The chart's metadata.
pub(super) fn chart() -> Chart {
    let metadata = part("chart");
    let text = |key: &str| metadata.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    Chart { name: text("name"), version: text("version"), app_version: text("appVersion") }
}

/// The default values.
pub(super) fn values() -> Map<String, Value> {
    part("values")
}

/// The file is part of the build; the tests below fail if it cannot be parsed.
fn part(name: &str) -> Map<String, Value> {
    let mut defaults: Value = serde_json::from_slice(DEFAULTS.as_bytes()).unwrap_or_default();
    match defaults.get_mut(name).map(Value::take) {
        Some(Value::Object(part)) => part,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::kubernetes::KubeVersion;
    use crate::yaml;

    /// Helm 3 shows a default of null to the templates, Helm 4 leaves it out: with one the chart would mean two things.
    #[test]
    fn no_default_is_null() {
        let values =
            yaml::read(include_str!("../../../../chart/values.yaml")).expect("values.yaml is YAML").value;
        let mut left = vec![serde_json::Value::Object(values)];
        while let Some(value) = left.pop() {
            assert!(!value.is_null());
            match value {
                serde_json::Value::Object(map) => left.extend(map.into_iter().map(|(_, value)| value)),
                serde_json::Value::Array(list) => left.extend(list),
                _ => {}
            }
        }
    }

    #[test]
    fn the_metadata_is_that_of_the_chart() {
        let metadata =
            yaml::read(include_str!("../../../../chart/Chart.yaml")).expect("Chart.yaml is YAML").value;
        let chart = super::chart();
        for (key, text) in
            [("name", chart.name), ("version", chart.version), ("appVersion", chart.app_version)]
        {
            assert_eq!(metadata[key], text, "{key}");
        }
        assert_eq!(metadata["kubeVersion"], format!(">={}.0-0", KubeVersion::OLDEST.text()));
    }

    #[test]
    fn the_values_are_those_of_the_chart() {
        let values = include_str!("../../../../chart/values.yaml");
        assert_eq!(super::values(), yaml::read(values).expect("the chart's values are YAML").value);
    }
}
