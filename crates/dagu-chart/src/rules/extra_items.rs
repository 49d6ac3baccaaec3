//! Items of lists with a name or path that another item or the chart already uses.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Rule, Subject, mounts};
use crate::component::Component;
use crate::diagnostic::{Findings, Severity};
use crate::kubernetes::refusal::ITEM_TWICE;
use crate::order;
use crate::values::{Layer, SectionPath, Values};

/// The chart uses the name or path itself.
pub(super) const NAME_TAKEN: Rule = Rule {
    code: "D0425",
    name: "name-of-the-chart",
    severity: Severity::Error,
    doc: doc!(
        "The chart already has a volume or container with this name, or a mount at this path, in the same pod. Replacing it would take the data or the component out of the pod. Choose another name or path."
    ),
};

/// The lists, and the key that identifies their items.
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
        // A section and the main container of its pods have the same name.
        let container = match path {
            SectionPath::Root => "",
            SectionPath::Top(key) => key,
            SectionPath::Pool(_) => Component::Worker.name(),
        };
        for (key, identity) in LISTS {
            let Some(Value::Array(items)) = layer.get(key) else { continue };
            let beside = if key == "sidecars" { items_of(layer, "initContainers") } else { &[] };
            let mut names: BTreeSet<&str> =
                order::collected(beside.iter().filter_map(|item| item[identity].as_str()));
            for (index, item) in items.iter().enumerate() {
                let Some(name) = item[identity].as_str() else { continue };
                let path = || path.key(key).index(index).key(identity);
                if !names.insert(name) {
                    let message = format!("`{}` is used twice", name.escape_debug());
                    diagnostics.push(ITEM_TWICE.at(path(), message, "change or remove one of the two"));
                } else if let Some(message) = taken(subject.values, key, name, container) {
                    let help = format!("choose another `{identity}`");
                    diagnostics.push(NAME_TAKEN.at(path(), message, help));
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
            Some(format!("the chart names the container of Dagu `{container}`"))
        }
        _ => None,
    }
}

fn items_of<'v>(layer: &'v Layer, key: &str) -> &'v [Value] {
    layer.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}
