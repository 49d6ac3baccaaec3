//! The chart that this core was built with: its metadata and its default values.

use serde_json::{Map, Value};

use crate::release::Chart;
use crate::yaml;

const CHART: &str = include_str!("../../../../chart/Chart.yaml");
const VALUES: &str = include_str!("../../../../chart/values.yaml");

/// The chart's metadata.
pub(super) fn chart() -> Chart {
    let metadata = read(CHART);
    let text = |key: &str| metadata.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    Chart { name: text("name"), version: text("version"), app_version: text("appVersion") }
}

/// The default values.
pub(super) fn values() -> Map<String, Value> {
    read(VALUES)
}

/// Both files are part of the build; the tests below fail where one cannot be read.
fn read(text: &str) -> Map<String, Value> {
    yaml::read(text).map(|document| document.value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_chart_of_this_build_can_be_read() {
        assert_eq!(super::chart().name, "dagu");
        assert!(!super::chart().version.is_empty());
        assert!(!super::chart().app_version.is_empty());
        assert!(super::values().get("workerPools").is_some());
    }
}
