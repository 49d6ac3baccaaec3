//! Compares the live and the wanted object field by field, for fields that Helm sets. Fields that are in neither the
//! last nor the wanted manifest do not belong to Helm and stay as they are.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::defaults;
use super::items::Items;
use super::managers::Managers;
use super::meaning;
use super::path::{FieldStep, Path};
use crate::order;

/// Keys that identify the items of a list, in order of preference: the merge keys of Kubernetes.
const KEYS: [&str; 6] = ["name", "mountPath", "containerPort", "port", "ip", "key"];
/// The one of these keys by which no list is merged: items of other managers are removed.
const REPLACED: &str = "key";

/// A field that differs.
pub(super) struct FieldDifference {
    pub(super) path: Path,
    /// The value in the last manifest.
    pub(super) base: Option<Value>,
    pub(super) there: Option<Value>,
    pub(super) after: Option<Value>,
    /// Whether the live value follows from the last manifest.
    pub(super) as_deployed: bool,
}

/// The three versions of an object: in the last manifest, in the cluster, in the wanted manifest.
pub(super) struct Comparison<'a> {
    pub(super) kind: &'a str,
    /// Whether it is of a built-in kind, whose field types the API server knows, and not a custom resource.
    pub(super) typed: bool,
    /// The managers of its fields, if Helm keeps fields of other managers, as with server-side apply.
    pub(super) managers: Option<&'a Managers<'a>>,
    path: Path,
    found: Vec<FieldDifference>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(kind: &'a str, typed: bool, managers: Option<&'a Managers<'a>>) -> Self {
        Self { kind, typed, managers, path: Path::default(), found: Vec::new() }
    }

    /// All fields that differ, sorted by path.
    pub(super) fn run(mut self, base: Option<&Value>, there: &Value, after: &Value) -> Vec<FieldDifference> {
        self.compare(base, Some(there), Some(after));
        for found in self.found.iter_mut().filter(|found| !found.as_deployed) {
            // With the defaults that the API server adds below it, it is still what was deployed, so nothing changes it
            // back.
            let mut back = Comparison::new(self.kind, self.typed, None);
            back.path = found.path.clone();
            back.compare(found.base.as_ref(), found.there.as_ref(), found.base.as_ref());
            found.as_deployed = back.found.is_empty();
        }
        self.found
    }

    fn compare(&mut self, base: Option<&Value>, there: Option<&Value>, after: Option<&Value>) {
        let [base, there, after] = [base, there, after].map(|value| value.filter(|value| !value.is_null()));
        if there == after || (base.is_none() && after.is_none()) {
            return;
        }
        match (there, after) {
            (Some(Value::Object(there)), Some(Value::Object(after))) => {
                self.compare_maps(base.and_then(Value::as_object), there, after);
            }
            (Some(Value::Object(there)), None) if defaults::is_map(&self.path) => {
                self.compare_maps(base.and_then(Value::as_object), there, &Map::new());
            }
            (None, Some(Value::Object(after))) if defaults::is_map(&self.path) => {
                self.compare_maps(base.and_then(Value::as_object), &Map::new(), after);
            }
            (Some(Value::Array(there)), Some(Value::Array(after))) => {
                let base = base.and_then(Value::as_array).map(Vec::as_slice);
                self.compare_lists(base, there, after);
            }
            (Some(there), Some(after)) if self.typed && meaning::same(&self.path, there, after) => {}
            _ => self.push(base, there, after),
        }
    }

    fn push(&mut self, base: Option<&Value>, there: Option<&Value>, after: Option<&Value>) {
        if after.is_none() && self.managers.is_some_and(|managers| !managers.helm_owns(&self.path)) {
            return;
        }
        let as_deployed = match (base, there) {
            (Some(base), Some(there)) => {
                base == there || self.typed && meaning::same(&self.path, base, there)
            }
            // A field that was not set has the default of the API server.
            (base, _) => base.is_none(),
        };
        let owned = |value: Option<&Value>| value.cloned();
        let (base, there, after) = (owned(base), owned(there), owned(after));
        self.found.push(FieldDifference { path: self.path.clone(), base, there, after, as_deployed });
    }

    fn compare_maps(
        &mut self,
        base: Option<&Map<String, Value>>,
        there: &Map<String, Value>,
        after: &Map<String, Value>,
    ) {
        let base_of = |key: &str| base.and_then(|base| base.get(key));
        let keys: BTreeSet<&str> = order::collected(there.keys().chain(after.keys()).map(String::as_str));
        for key in keys {
            let lacking = if there.contains_key(key) { after } else { there };
            self.compare_key(key, base_of(key), there.get(key), after.get(key), lacking);
        }
    }

    /// `lacking` is the map in which the key can be absent.
    fn compare_key(
        &mut self,
        key: &str,
        base: Option<&Value>,
        there: Option<&Value>,
        after: Option<&Value>,
        lacking: &Map<String, Value>,
    ) {
        self.path.0.push(FieldStep::Key(key.to_owned()));
        let alone = match (there, after) {
            (Some(value), None) | (None, Some(value)) => Some(value),
            _ => None,
        };
        let is_default = |value| defaults::is_default(self.kind, &self.path, value, lacking);
        if !(self.typed && alone.is_some_and(is_default)) {
            self.compare(base, there, after);
        }
        self.path.0.pop();
    }

    fn compare_lists(&mut self, base: Option<&[Value]>, there: &[Value], after: &[Value]) {
        let by = |key| {
            let [old, there, new] = [base.unwrap_or_default(), there, after].map(|list| Items::by(key, list));
            Some((key, old?, there?, new?))
        };
        let Some((key, olds, theres, news)) = KEYS.into_iter().find_map(by) else {
            for index in 0..there.len().max(after.len()) {
                let old = base.unwrap_or(there);
                self.path.0.push(FieldStep::Index(index));
                // Such a list has no items of other managers, so Helm removes items that it does not want.
                let old = old.get(index).or(there.get(index));
                self.compare(old, there.get(index), after.get(index));
                self.path.0.pop();
            }
            return;
        };
        let count = self.found.len();
        let merged = self.typed && key != REPLACED;
        let mut kept = Vec::new();
        for item in there {
            let [old, new] = [&olds, &news].map(|items| items.get(&item[key]));
            let old = if merged { old } else { old.or(Some(item)) };
            kept.extend(new.map(|new| &new[key]));
            self.compare_item(key, &item[key], old, Some(item), new);
        }
        for item in after.iter().filter(|item| theres.get(&item[key]).is_none()) {
            self.compare_item(key, &item[key], olds.get(&item[key]), None, Some(item));
        }
        if self.found.len() == count && !after.iter().map(|item| &item[key]).eq(kept) {
            // The same items in another order: for Kubernetes the list is different.
            let found = [base, Some(there), Some(after)].map(|list| list.map(Value::from));
            let [base, there, after] = &found;
            self.push(base.as_ref(), there.as_ref(), after.as_ref());
        }
    }

    fn compare_item(
        &mut self,
        key: &'static str,
        name: &Value,
        base: Option<&Value>,
        there: Option<&Value>,
        after: Option<&Value>,
    ) {
        self.path.0.push(FieldStep::Item(key, name.clone()));
        self.compare(base, there, after);
        self.path.0.pop();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Comparison;

    fn paths(base: Option<Value>, there: Value, after: Value) -> Vec<String> {
        let found = Comparison::new("Deployment", true, None).run(base.as_ref(), &there, &after);
        found.into_iter().map(|found| found.path.text()).collect()
    }

    /// Of two manifests, where nothing is known of the cluster.
    fn between(before: Value, after: Value) -> Vec<String> {
        paths(Some(before.clone()), before, after)
    }

    #[test]
    fn items_are_found_by_their_names() {
        let before = json!({"env": [{"name": "A", "value": 1}, {"name": "B", "value": 2}]});
        let after = json!({"env": [{"name": "B", "value": 3}, {"name": "C", "value": 4}]});
        assert_eq!(between(before, after), ["env[A]", "env[B].value", "env[C]"]);
    }

    #[test]
    fn another_order_is_another_list() {
        let before = json!({"env": [{"name": "A"}, {"name": "B"}]});
        let after = json!({"env": [{"name": "B"}, {"name": "A"}]});
        assert_eq!(between(before, after), ["env"]);
    }

    #[test]
    fn other_lists_are_compared_in_place() {
        assert_eq!(between(json!({"a": [1, 2]}), json!({"a": [1, 3, 4]})), ["a[1]", "a[2]"]);
        assert_eq!(between(json!({"a": [1, 2, 3]}), json!({"a": [1]})), ["a[1]", "a[2]"]);
        assert_eq!(between(json!({"a.b/c": 1}), json!({})), [r#"["a.b/c"]"#]);
    }

    #[test]
    fn what_others_added_stays() {
        let manifest = json!({"env": [{"name": "A"}], "labels": {"a": "b"}});
        let there = json!({
            "env": [{"name": "X"}, {"name": "A"}, {"name": "Y"}],
            "labels": {"a": "b", "x": "y"},
            "more": 1,
        });
        assert_eq!(paths(Some(manifest.clone()), there, manifest), [""; 0]);
    }

    #[test]
    fn what_others_put_into_a_list_that_is_not_merged_goes() {
        let manifest = json!({"args": ["a"], "tolerations": [{"key": "a"}]});
        let there = json!({"args": ["a", "b"], "tolerations": [{"key": "a"}, {"key": "b"}]});
        assert_eq!(paths(Some(manifest.clone()), there, manifest), ["args[1]", "tolerations[b]"]);
    }

    #[test]
    fn what_was_changed_or_removed_by_others_comes_back() {
        let manifest = json!({"replicas": 2, "labels": {"a": "b"}});
        let there = json!({"replicas": 7, "labels": {}});
        assert_eq!(paths(Some(manifest.clone()), there, manifest), [r#"labels.a"#, "replicas"]);
    }
}
