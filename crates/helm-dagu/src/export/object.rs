//! A rendered object and its file.

use std::collections::BTreeSet;

use dagu_chart_api::ObjectSummary;
use serde_json::Value;

use crate::failure::Failure;
use crate::objects::objects;

const SEPARATOR: &str = "---\n";
/// Helm's comment with the template: exported objects are from no template.
const SOURCE: &str = "# Source: ";

pub(crate) struct Object {
    /// The object as YAML, with the warnings about the release as comments in the first one.
    pub(crate) text: String,
    pub(crate) value: Value,
    /// The name of its file, without a folder.
    pub(crate) file: String,
}

impl Object {
    /// The objects of a release, in the order in which Helm installs them.
    pub(crate) fn all(summaries: Vec<ObjectSummary>, stream: &[u8]) -> Result<Vec<Self>, Failure> {
        let mut taken = BTreeSet::new();
        let objects = objects(summaries, stream).into_iter().map(|object| {
            let text = String::from_utf8_lossy(object.text);
            let text = text.strip_prefix(SEPARATOR).unwrap_or(&text);
            let text: String = text.split_inclusive('\n').filter(|line| !line.starts_with(SOURCE)).collect();
            let value = serde_yaml::from_str(&text).map_err(Failure::Rendered)?;
            Ok(Self { text, value, file: object.file(&mut taken) })
        });
        objects.collect()
    }

    pub(crate) fn is_secret(&self) -> bool {
        self.value["kind"] == "Secret" && self.value["apiVersion"] == "v1"
    }

    /// Its name in the cluster.
    pub(super) fn name(&self) -> &str {
        self.value["metadata"]["name"].as_str().unwrap_or_default()
    }
}
