//! Who set which field of a live object, as its `managedFields` say.

use serde_json::{Map, Value};

use super::path::{Path, Step};

/// As both Helms call themselves.
const HELM: &str = "helm";

/// The managers of one live object.
pub(super) struct Managers<'a> {
    live: &'a Value,
    /// Name and `fieldsV1`.
    entries: Vec<(&'a str, &'a Value)>,
}

impl<'a> Managers<'a> {
    pub(super) fn of(live: &'a Value) -> Self {
        let entries = live["metadata"]["managedFields"].as_array().into_iter().flatten();
        let entries = entries.filter_map(|entry| Some((entry["manager"].as_str()?, entry.get("fieldsV1")?)));
        Self { live, entries: entries.collect() }
    }

    /// Whether the object says anything of its managers.
    pub(super) fn known(&self) -> bool {
        !self.entries.is_empty()
    }

    /// Who set the field, Helm aside.
    pub(super) fn others(&self, path: &Path) -> Option<&'a str> {
        let mut owners =
            self.entries.iter().filter(|(name, fields)| *name != HELM && self.owns(fields, path));
        owners.next().map(|(name, _)| *name)
    }

    /// Whether Helm set the field: what it did not set it does not remove.
    pub(super) fn helm_owns(&self, path: &Path) -> bool {
        self.entries.iter().any(|(name, fields)| *name == HELM && self.owns(fields, path))
    }

    fn owns(&self, fields: &Value, path: &Path) -> bool {
        let (mut fields, mut live) = (fields, self.live);
        for step in &path.0 {
            // A field without parts is set as a whole, whatever is in it.
            let Some(parts) = fields.as_object().filter(|parts| !parts.is_empty()) else { return true };
            let below = match step {
                Step::Key(key) => {
                    live = &live[key.as_str()];
                    parts.get(&format!("f:{key}"))
                }
                Step::Item(key, name) => {
                    let items = live.as_array().into_iter().flatten();
                    let Some(item) = items.into_iter().find(|item| item[*key] == *name) else {
                        return false;
                    };
                    live = item;
                    item_of(parts, item)
                }
                // Only a list that is set as a whole has numbered items.
                Step::Index(_) => return false,
            };
            match below {
                Some(below) => fields = below,
                None => return false,
            }
        }
        true
    }
}

/// The part for an item of a list: `k:{"containerPort":80,"protocol":"TCP"}`.
fn item_of<'v>(parts: &'v Map<String, Value>, item: &Value) -> Option<&'v Value> {
    let is_item = |part: &str| {
        let keys = part.strip_prefix("k:").and_then(|keys| serde_json::from_slice(keys.as_bytes()).ok());
        matches!(keys, Some(Value::Object(keys)) if keys.iter().all(|(key, value)| item[key] == *value))
    };
    parts.iter().find(|(part, _)| is_item(part)).map(|(_, below)| below)
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
        let key = |key: &str| Step::Key(key.to_owned());
        let replicas = Path(vec![key("spec"), key("replicas")]);
        assert_eq!((managers.others(&replicas), managers.helm_owns(&replicas)), (Some("kubectl"), false));
        let port = Path(vec![key("spec"), key("ports"), Step::Item("name", "http".into()), key("name")]);
        assert_eq!((managers.others(&port), managers.helm_owns(&port)), (None, true));
        let argument = Path(vec![key("spec"), key("args"), Step::Index(0)]);
        assert!(managers.helm_owns(&argument));
        let other = Path(vec![key("spec"), key("ports"), Step::Item("name", "tls".into())]);
        assert!(!managers.helm_owns(&other));
    }
}
