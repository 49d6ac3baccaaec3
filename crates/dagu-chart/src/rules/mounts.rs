//! Volume mounts of Dagu's container: without their volume, or at a path that the chart uses.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Subject;
use crate::convention::{DATA_PATH, DATA_VOLUME, SCRATCH_PATH, SCRATCH_VOLUME};
use crate::diagnostic::Findings;
use crate::kubernetes::refusal::VOLUME_MISSING;
use crate::order;
use crate::values::{Layer, PodSection, SectionPath, Security, Values};

const MOUNTS: &str = "extraVolumeMounts";

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let values = subject.values;
    // A problem that several components or pools inherit is reported once.
    let mut reported = BTreeSet::new();
    for section in values.pod_sections() {
        let (own, worker) = (section.layer, &values.worker);
        let nearest = match own.contains_key(MOUNTS) || !section.is_pool() {
            true => (section.path, own),
            false => (SectionPath::Top("worker"), worker),
        };
        let mut layers = vec![nearest];
        if !section.pods.removes(MOUNTS) {
            layers.push((SectionPath::Root, &values.all_pods));
        }
        check_layers(values, &section, &layers, &mut reported, diagnostics);
    }
}

fn check_layers<'v>(
    values: &'v Values,
    section: &PodSection<'v>,
    layers: &[(SectionPath<'v>, &'v Layer)],
    reported: &mut BTreeSet<String>,
    diagnostics: &mut Findings,
) {
    if layers.iter().all(|(_, layer)| mounts(layer).is_empty()) {
        return;
    }
    let volumes = section.pods.list("extraVolumes", "name");
    let mut names: BTreeSet<&str> =
        order::collected(volumes.iter().filter_map(|volume| volume["name"].as_str()));
    names.insert(DATA_VOLUME);
    if is_restricted(values) {
        names.insert(SCRATCH_VOLUME);
    }
    for (path, layer) in layers {
        for (index, mount) in mounts(layer).iter().enumerate() {
            let Some(name) = mount["name"].as_str().filter(|name| !names.contains(name)) else { continue };
            let path = path.key(MOUNTS).index(index).key("name");
            if reported.insert(path.to_string()) {
                let pods = section.path.path();
                let message = format!("the pods of `{pods}` have no volume `{}`", name.escape_debug());
                diagnostics.push(VOLUME_MISSING.at(path, message, "add the volume to `extraVolumes`"));
            }
        }
    }
}

fn mounts(layer: &Layer) -> &[Value] {
    layer.get(MOUNTS).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The problem with a volume whose name the chart uses itself.
pub(super) fn volume_of_the_chart(values: &Values, name: &str) -> Option<String> {
    let is_taken = name == DATA_VOLUME || name == SCRATCH_VOLUME && is_restricted(values);
    is_taken.then(|| format!("the chart already has a volume `{name}`"))
}

/// The problem with a mount at a path that the chart uses itself.
pub(super) fn mount_of_the_chart(values: &Values, path: &str) -> Option<String> {
    match normal(path).as_str() {
        DATA_PATH => Some(format!("the chart already mounts the data volume at `{DATA_PATH}`")),
        SCRATCH_PATH if is_restricted(values) => Some(format!(
            "with `security: restricted`, the chart already mounts a volume at `{SCRATCH_PATH}`"
        )),
        _ => None,
    }
}

fn is_restricted(values: &Values) -> bool {
    values.security == Some(Security::Restricted)
}

/// A path as the kernel resolves it, links aside.
fn normal(path: &str) -> String {
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn the_same_place_is_the_same_path() {
        for path in ["/data", "/data/", "//data", "/./data/.", "/x/../data", "data"] {
            assert_eq!(normal(path), "/data", "{path}");
        }
        assert_eq!(normal("/data/x"), "/data/x");
        assert_eq!(normal("/.."), "/");
    }
}
