//! The Dagu chart in a release: the chart itself, or a subchart of an umbrella chart.

use std::collections::BTreeSet;

use serde_json::Value;

/// The template that renders the carrier, relative to the folder of its chart.
const TEMPLATE: &str = "/templates/carrier.yaml";

/// The path of the Dagu chart's values in the values of a release: the names of the subcharts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place(Vec<String>);

impl Place {
    /// All Dagu charts in a manifest. Helm writes the template above each document, with the alias of a subchart in
    /// place of its name.
    pub(crate) fn all(manifest: &str) -> BTreeSet<Self> {
        let sources = manifest.lines().filter_map(|line| line.strip_prefix("# Source: "));
        let charts = sources.filter_map(|source| source.trim_end().strip_suffix(TEMPLATE));
        charts.map(|chart| Self(chart.split("/charts/").skip(1).map(str::to_owned).collect())).collect()
    }

    /// Whether the chart of the release is the Dagu chart itself.
    pub(crate) fn is_whole(&self) -> bool {
        self.0.is_empty()
    }

    /// The path as `tools.dagu`.
    pub(crate) fn alias(&self) -> String {
        self.0.join(".")
    }

    /// The names of the subcharts.
    pub(crate) fn names(&self) -> &[String] {
        &self.0
    }

    /// The values of this chart in the values of the release.
    pub(crate) fn pick(&self, mut values: Value) -> Value {
        for name in &self.0 {
            values = values.get_mut(name).map(Value::take).unwrap_or_default();
        }
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subchart_is_found_by_its_alias() {
        let manifest = "---\n# Source: dagu/templates/carrier.yaml\nkind: A\n---\n\
                        # Source: all/charts/flow/templates/carrier.yaml\nkind: B\n---\n\
                        # Source: all/charts/tools/charts/dagu/templates/carrier.yaml\n---\n\
                        # Source: all/charts/flow/templates/carrier.yaml\nkind: B\n---\n\
                        # Source: other/templates/deployment.yaml\n";
        let aliases: Vec<String> = Place::all(manifest).iter().map(Place::alias).collect();
        assert_eq!(aliases, ["", "flow", "tools.dagu"]);
        let [whole, flow, nested] = Place::all(manifest).into_iter().collect::<Vec<_>>().try_into().unwrap();
        assert!(whole.is_whole() && !flow.is_whole());
        let values = serde_json::json!({"flow": {"a": 1}, "tools": {"dagu": {"b": 2}}});
        assert_eq!(flow.pick(values.clone()), serde_json::json!({"a": 1}));
        assert_eq!(nested.pick(values), serde_json::json!({"b": 2}));
        assert!(Place::all("# Source: other/templates/deployment.yaml\n").is_empty());
    }
}
