//! The Dagu chart in a release: the chart itself, or a subchart of an umbrella chart.

use std::collections::BTreeSet;

use serde_json::Value;

/// The template that renders the carrier, relative to the folder of its chart.
const TEMPLATE: &str = "/templates/carrier.yaml";

/// What Helm writes above each document: the template that it is from.
const SOURCE: &str = "# Source: ";

/// The path of the Dagu chart's values in the values of a release: the names of the subcharts.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place(Vec<String>);

impl Place {
    /// All Dagu charts in a manifest. Helm writes the template above each document, with the alias of a subchart in
    /// place of its name.
    pub(crate) fn all(manifest: &str) -> BTreeSet<Self> {
        manifest.lines().filter_map(Self::of_line).collect()
    }

    /// The Dagu chart that a line of a manifest names as the source of its document.
    fn of_line(line: &str) -> Option<Self> {
        let chart = line.strip_prefix(SOURCE)?.trim_end().strip_suffix(TEMPLATE)?;
        Some(Self(chart.split("/charts/").skip(1).map(str::to_owned).collect()))
    }

    /// The documents of a manifest that this chart made.
    pub(crate) fn documents<'a>(&self, manifest: &'a str) -> impl Iterator<Item = &'a str> {
        manifest
            .split("\n---")
            .filter(|document| document.lines().find_map(Self::of_line).as_ref() == Some(self))
    }

    /// The name of the chart that a manifest is from.
    pub(crate) fn chart(manifest: &str) -> Option<&str> {
        let source = manifest.lines().find_map(|line| line.strip_prefix(SOURCE))?;
        source.split('/').next()
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
        assert_eq!(whole.documents(manifest).count(), 1);
        let documents: Vec<_> = flow.documents(manifest).collect();
        assert!(documents.len() == 2 && documents.iter().all(|document| document.contains("kind: B")));
        assert_eq!(Place::chart(manifest), Some("dagu"));
        let other = "# Source: other/templates/deployment.yaml\n";
        assert!(Place::all(other).is_empty());
        assert_eq!((Place::chart(other), Place::chart("")), (Some("other"), None));
    }
}
