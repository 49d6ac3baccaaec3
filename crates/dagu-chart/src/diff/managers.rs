//! The managers of the fields of a live object, from its `managedFields`.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::path::{FieldStep, Path};
use crate::order;

/// The name of both Helms in `managedFields`.
const HELM: &str = "helm";

/// The managers of one live object.
pub(super) struct Managers<'a> {
    live: &'a Value,
    /// Name and `fieldsV1`.
    entries: Vec<(&'a str, &'a Value)>,
    /// The items of live lists by the value of a key, and the parts of managed lists: a long list is asked for each of
    /// its items. The objects are borrowed, so that the address of a list stands for it.
    items: RefCell<BTreeMap<(*const Value, &'static str), Items<'a>>>,
    parts: RefCell<BTreeMap<*const Value, Parts<'a>>>,
}

/// By the value of a key, as JSON.
type Items<'a> = BTreeMap<String, &'a Value>;

/// The parts of a managed list: by the names of their keys, and the values of these as JSON.
type Parts<'a> = Vec<(Vec<String>, Items<'a>)>;

impl<'a> Managers<'a> {
    pub(super) fn of(live: &'a Value) -> Self {
        let entries = live["metadata"]["managedFields"].as_array().into_iter().flatten();
        let entries = entries.filter_map(|entry| Some((entry["manager"].as_str()?, entry.get("fieldsV1")?)));
        Self { live, entries: entries.collect(), items: RefCell::default(), parts: RefCell::default() }
    }

    /// Whether the object has `managedFields`.
    pub(super) fn known(&self) -> bool {
        !self.entries.is_empty()
    }

    /// The manager of the field other than Helm.
    pub(super) fn others(&self, path: &Path) -> Option<&'a str> {
        let mut owners =
            self.entries.iter().filter(|(name, fields)| *name != HELM && self.owns(fields, path));
        owners.next().map(|(name, _)| *name)
    }

    /// Whether Helm set the field: it removes only fields that it set.
    pub(super) fn helm_owns(&self, path: &Path) -> bool {
        self.entries.iter().any(|(name, fields)| *name == HELM && self.owns(fields, path))
    }

    fn owns(&self, fields: &'a Value, path: &Path) -> bool {
        let (mut fields, mut live) = (fields, self.live);
        for step in &path.0 {
            // A field without parts is set as a whole.
            let Some(parts) = fields.as_object().filter(|parts| !parts.is_empty()) else { return true };
            let below = match step {
                FieldStep::Key(key) => {
                    live = &live[key.as_str()];
                    parts.get(&format!("f:{key}"))
                }
                FieldStep::Item(key, name) => {
                    let Some(item) = self.item(live, key, name) else { return false };
                    live = item;
                    self.part(fields, parts, item)
                }
                // Only the items of a list that is set as a whole are numbered.
                FieldStep::Index(_) => return false,
            };
            match below {
                Some(below) => fields = below,
                None => return false,
            }
        }
        true
    }

    /// The item of a live list whose key has a value; the first of several.
    fn item(&self, list: &'a Value, key: &'static str, value: &Value) -> Option<&'a Value> {
        let mut items = self.items.borrow_mut();
        let items = items.entry((std::ptr::from_ref(list), key)).or_insert_with(|| {
            let items = list.as_array().into_iter().flatten();
            order::collected(items.rev().map(|item| (item[key].to_string(), item)))
        });
        items.get(&value.to_string()).copied()
    }

    /// The part for an item of a managed list: `k:{"containerPort":80,"protocol":"TCP"}`.
    fn part(&self, list: &'a Value, parts: &'a Map<String, Value>, item: &Value) -> Option<&'a Value> {
        let mut known = self.parts.borrow_mut();
        let known = known.entry(std::ptr::from_ref(list)).or_insert_with(|| parts_of(parts));
        known.iter().find_map(|(keys, parts)| parts.get(&values_of(keys, item)).copied())
    }
}

fn parts_of(parts: &Map<String, Value>) -> Parts<'_> {
    let mut all = Parts::new();
    for (part, below) in parts {
        let keys = part.strip_prefix("k:").and_then(|keys| serde_json::from_slice(keys.as_bytes()).ok());
        let Some(Value::Object(item)) = keys else { continue };
        let keys: Vec<String> = item.keys().cloned().collect();
        let values = values_of(&keys, &item.into());
        match all.iter_mut().find(|(known, _)| *known == keys) {
            Some((_, items)) => {
                items.insert(values, below);
            }
            None => all.push((keys, Items::from([(values, below)]))),
        }
    }
    all
}

fn values_of(keys: &[String], item: &Value) -> String {
    keys.iter().map(|key| item[key.as_str()].to_string()).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn owners_are_found_by_keys_items_and_whole_fields() {
        let live = json!({
            "spec": {"replicas": 7, "ports": [{"name": "http", "port": 80, "protocol": "TCP"}], "args": ["a"]},
            "metadata": {"managedFields": [
                {"manager": "helm", "operation": "Apply", "fieldsV1": {
                    "f:spec": {"f:ports": {r#"k:{"port":80,"protocol":"TCP"}"#: {".": {}, "f:name": {}}}, "f:args": {}},
                }},
                {"manager": "kubectl", "subresource": "scale", "fieldsV1": {"f:spec": {"f:replicas": {}}}},
            ]},
        });
        let managers = Managers::of(&live);
        let key = |key: &str| FieldStep::Key(key.to_owned());
        let replicas = Path(vec![key("spec"), key("replicas")]);
        assert_eq!((managers.others(&replicas), managers.helm_owns(&replicas)), (Some("kubectl"), false));
        let port = Path(vec![key("spec"), key("ports"), FieldStep::Item("name", "http".into()), key("name")]);
        assert_eq!((managers.others(&port), managers.helm_owns(&port)), (None, true));
        let argument = Path(vec![key("spec"), key("args"), FieldStep::Index(0)]);
        assert!(managers.helm_owns(&argument));
        let other = Path(vec![key("spec"), key("ports"), FieldStep::Item("name", "tls".into())]);
        assert!(!managers.helm_owns(&other));
    }
}
