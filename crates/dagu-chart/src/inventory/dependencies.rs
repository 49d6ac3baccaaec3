//! What pods refer to, and whether it is among the objects.

use dagu_chart_api::{Dependency, ObjectName};
use serde_json::Value;

use super::workload::Workload;
use super::{is_same_namespace, items, name_of};
use crate::object::{at, text_at};
use crate::path::{Trail, ValuePath};
use crate::references::{self, Reference, SECRET};

/// The kind of a volume that is no object.
const VOLUME: &str = "Volume";

/// Volumes that consist of objects.
const OF_OBJECTS: [&str; 4] = ["configMap", "persistentVolumeClaim", "projected", "secret"];

/// Volumes that no other pod sees.
const PRIVATE: [&str; 3] = ["downwardAPI", "emptyDir", "ephemeral"];

/// What the pods so far refer to.
pub(super) struct Dependencies<'o> {
    objects: &'o [Value],
    /// Each once, in the order of the references.
    pub(super) list: Vec<Dependency>,
}

impl<'o> Dependencies<'o> {
    pub(super) fn among(objects: &'o [Value]) -> Self {
        Self { objects, list: Vec::new() }
    }

    /// Adds what a workload refers to. Returns what it reads, and what it mounts.
    pub(super) fn of(&mut self, workload: &Workload<'_>) -> (Vec<ObjectName>, Vec<ObjectName>) {
        let Workload { spec, name: ObjectName { namespace, .. }, .. } = workload;
        let mut reads = Vec::new();
        for list in ["initContainers", "containers"] {
            self.search(spec.get(list), namespace, &mut reads);
        }
        let mut mounts = Vec::new();
        for volume in items(spec, &["volumes"]) {
            self.search(Some(volume), namespace, &mut mounts);
            if let Some(name) = volume_name(volume) {
                let reference = Reference { kind: VOLUME, name: &name, keys: None, optional: true };
                put(&mut mounts, self.add(&reference, namespace));
            }
        }
        let pulls = items(spec, &["imagePullSecrets"]).map(|item| (SECRET, text_at(item, &["name"])));
        let account = Some(text_at(spec, &["serviceAccountName"])).filter(|name| *name != "default");
        for (kind, name) in pulls.chain(account.map(|name| ("ServiceAccount", name))) {
            if !name.is_empty() {
                self.add(&Reference { kind, name, keys: None, optional: false }, namespace);
            }
        }
        (reads, mounts)
    }

    fn search(&mut self, value: Option<&Value>, namespace: &str, names: &mut Vec<ObjectName>) {
        let root = ValuePath::root();
        references::search(value.unwrap_or(&Value::Null), &Trail::Start(&root), &mut |_, reference| {
            put(names, self.add(&reference, namespace));
        });
    }

    fn add(&mut self, reference: &Reference<'_>, namespace: &str) -> ObjectName {
        let Reference { kind, name, keys, optional } = reference;
        let object = ObjectName {
            kind: (*kind).to_owned(),
            namespace: namespace.to_owned(),
            name: (*name).to_owned(),
        };
        let index = self.list.iter().position(|known| known.object == object).unwrap_or_else(|| {
            self.list.push(self.found(&object));
            self.list.len() - 1
        });
        let dependency = &mut self.list[index];
        dependency.missing |= !dependency.included && !optional;
        for key in keys.iter().flatten() {
            if let Err(at) = dependency.keys.binary_search_by(|known| known.as_str().cmp(key)) {
                dependency.keys.insert(at, (*key).to_owned());
            }
        }
        object
    }

    /// The object among the others, as far as it is known.
    fn found(&self, object: &ObjectName) -> Dependency {
        let own = self.objects.iter().find(|own| {
            let ObjectName { kind, namespace, name } = name_of(own);
            kind == object.kind && name == object.name && is_same_namespace(&namespace, &object.namespace)
        });
        let size = own.and_then(|own| at(own, &["spec", "resources", "requests", "storage"]));
        Dependency {
            object: object.clone(),
            keys: Vec::new(),
            size: size.and_then(Value::as_str).map(str::to_owned),
            included: own.is_some(),
            missing: false,
        }
    }
}

fn put(names: &mut Vec<ObjectName>, name: ObjectName) {
    if !names.contains(&name) {
        names.push(name);
    }
}

/// A name for a volume without an object: its path, its driver, or its own name and type.
fn volume_name(volume: &Value) -> Option<String> {
    let (kind, source) = volume.as_object()?.iter().find(|(key, _)| *key != "name")?;
    if OF_OBJECTS.contains(&&**kind) || PRIVATE.contains(&&**kind) {
        return None;
    }
    let named = ["path", "driver"].into_iter().find_map(|key| source.get(key)?.as_str());
    Some(named.map_or_else(|| format!("{}, {kind}", text_at(volume, &["name"])), str::to_owned))
}
