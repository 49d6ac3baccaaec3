//! Items of lists that Kubernetes or the chart knows by name: twice the same, or one of the chart's.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Rule, Subject, mounts};
use crate::component::Component;
use crate::diagnostic::{Findings, Severity};
use crate::kubernetes::refusal::ITEM_TWICE;
use crate::values::{Layer, SectionPath, Values};

/// The chart has one of that name.
pub(super) const NAME_TAKEN: Rule = Rule {
    code: "D0425",
    name: "name-of-the-chart",
    severity: Severity::Error,
    doc: doc!(
        "The chart has a volume, a mount or a container of that name in the same pod. What the values say would take the data or the component out of it."
    ),
};

/// The lists, and what tells their items apart.
const LISTS: [(&str, &str); 7] = [
    ("extraEnv", "name"),
    ("extraVolumes", "name"),
    ("extraVolumeMounts", "mountPath"),
    ("initContainers", "name"),
    ("sidecars", "name"),
    ("imagePullSecrets", "name"),
    ("resourceClaims", "name"),
];

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    for (path, _, layer) in subject.values.sections() {
        // A section has the name of its container.
        let container = match path {
            SectionPath::Root => "",
            SectionPath::Top(key) => key,
            SectionPath::Pool(_) => Component::Worker.name(),
        };
        for (key, identity) in LISTS {
            let Some(Value::Array(items)) = layer.get(key) else { continue };
            let beside = if key == "sidecars" { items_of(layer, "initContainers") } else { &[] };
            let mut names: BTreeSet<&str> =
                beside.iter().filter_map(|item| item[identity].as_str()).collect();
            for (index, item) in items.iter().enumerate() {
                let Some(name) = item[identity].as_str() else { continue };
                let path = || path.key(key).index(index).key(identity);
                if !names.insert(name) {
                    let message = format!("`{}` stands twice", name.escape_debug());
                    diagnostics.push(ITEM_TWICE.at(
                        path(),
                        message,
                        "give one of the two another name, or remove it",
                    ));
                } else if let Some(message) = taken(subject.values, key, name, container) {
                    diagnostics.push(NAME_TAKEN.at(path(), message, "choose another"));
                }
            }
        }
    }
}

fn taken(values: &Values, key: &str, name: &str, container: &str) -> Option<String> {
    match key {
        "extraVolumes" => mounts::volume_of_the_chart(values, name),
        "extraVolumeMounts" => mounts::mount_of_the_chart(values, name),
        "initContainers" | "sidecars" if name == container => {
            Some(format!("the container of Dagu is called `{container}`"))
        }
        _ => None,
    }
}

fn items_of<'v>(layer: &'v Layer, key: &str) -> &'v [Value] {
    layer.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}
