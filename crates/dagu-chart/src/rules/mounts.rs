//! Mounts of Dagu's container: without their volume, or in a place of the chart's.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Subject;
use crate::convention::{DATA_PATH, DATA_VOLUME, SCRATCH_PATH, SCRATCH_VOLUME};
use crate::diagnostic::Findings;
use crate::kubernetes::refusal::VOLUME_MISSING;
use crate::values::{Layer, SectionPath, Security, Values, Workload};

const MOUNTS: &str = "extraVolumeMounts";

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let values = subject.values;
    // What several kinds of pods inherit is said once.
    let mut told = BTreeSet::new();
    for workload in values.workloads() {
        let (own, worker) = (workload.layer, &values.worker);
        let nearest = match own.contains_key(MOUNTS) || !workload.is_pool() {
            true => (workload.path, own),
            false => (SectionPath::Top("worker"), worker),
        };
        let mut layers = vec![nearest];
        if !workload.pods.removes(MOUNTS) {
            layers.push((SectionPath::Root, &values.all_pods));
        }
        check_layers(values, &workload, &layers, &mut told, diagnostics);
    }
}

fn check_layers<'v>(
    values: &'v Values,
    workload: &Workload<'v>,
    layers: &[(SectionPath<'v>, &'v Layer)],
    told: &mut BTreeSet<String>,
    diagnostics: &mut Findings,
) {
    if layers.iter().all(|(_, layer)| mounts(layer).is_empty()) {
        return;
    }
    let volumes = workload.pods.list("extraVolumes", "name");
    let mut names: BTreeSet<&str> = volumes.iter().filter_map(|volume| volume["name"].as_str()).collect();
    names.insert(DATA_VOLUME);
    if is_restricted(values) {
        names.insert(SCRATCH_VOLUME);
    }
    for (path, layer) in layers {
        for (index, mount) in mounts(layer).iter().enumerate() {
            let Some(name) = mount["name"].as_str().filter(|name| !names.contains(name)) else { continue };
            let path = path.key(MOUNTS).index(index).key("name");
            if told.insert(path.to_string()) {
                let pods = workload.path.path();
                let message = format!("the pods of `{pods}` have no volume `{}`", name.escape_debug());
                diagnostics.push(VOLUME_MISSING.at(path, message, "add it to `extraVolumes`"));
            }
        }
    }
}

fn mounts(layer: &Layer) -> &[Value] {
    layer.get(MOUNTS).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// What the chart has of its own under the name of a volume.
pub(super) fn volume_of_the_chart(values: &Values, name: &str) -> Option<String> {
    let is_taken = name == DATA_VOLUME || name == SCRATCH_VOLUME && is_restricted(values);
    is_taken.then(|| format!("the chart's own volume is called `{name}`"))
}

/// What the chart mounts at a path.
pub(super) fn mount_of_the_chart(values: &Values, path: &str) -> Option<String> {
    match normal(path).as_str() {
        DATA_PATH => Some(format!("the chart mounts its data at `{DATA_PATH}`")),
        SCRATCH_PATH if is_restricted(values) => {
            Some(format!("under `security: restricted` the chart mounts a volume at `{SCRATCH_PATH}`"))
        }
        _ => None,
    }
}

fn is_restricted(values: &Values) -> bool {
    values.security == Some(Security::Restricted)
}

/// A path as the kernel follows it, without links.
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
