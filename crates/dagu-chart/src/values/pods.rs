//! The settings of a section's pods, merged over the inherited settings.
//!
//! Maps are merged key by key, anything else replaces, `null` removes. Settings are merged on demand.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::layer::Layer;
use super::settings::SETTINGS;
use super::union::Union;
use crate::float;
use crate::keys::{PodSetting, TargetField};
use crate::object::variable;
use crate::order;

/// The lists to which the release and a section both add, with the key that identifies items.
const ADDING: [(&str, &str); 3] =
    [("extraEnv", "name"), ("extraVolumes", "name"), ("extraVolumeMounts", "mountPath")];
/// The maximum number of layers.
const LAYERS: usize = 3;

/// The layers that settings come from, the nearest first.
#[derive(Clone, Copy)]
pub(crate) struct Pods<'v> {
    own: &'v Layer,
    /// `worker`, for a pool.
    shared: Option<&'v Layer>,
    release: &'v Layer,
}

impl<'v> Pods<'v> {
    /// The settings of `own` over `shared` over the release.
    pub(super) fn new(own: &'v Layer, shared: Option<&'v Layer>, release: &'v Layer) -> Self {
        Self { own, shared, release }
    }

    /// A merged setting; `None` if no layer has it or the nearest one removes it.
    pub(crate) fn get(self, key: &str) -> Option<Value> {
        resolve(key, &self.find(key))
    }

    /// Whether the nearest layer that has a setting removes it.
    pub(crate) fn removes(self, key: &str) -> bool {
        self.find(key).into_iter().flatten().next().is_some_and(Value::is_null)
    }

    /// A list to which the release and the section both add. An item of the section replaces the one with the same
    /// `identity`; null in the section removes the items of the release too.
    pub(crate) fn list(self, key: &str, identity: &str) -> Vec<Value> {
        let own = [Some(self.own), self.shared].into_iter().flatten().find_map(|layer| layer.get(key));
        let removes = own.is_some_and(Value::is_null);
        let mut items = items(self.release.get(key).filter(|_| !removes));
        put(&mut items, self::items(own), identity);
        items
    }

    /// Calls `put` with every merged setting that is a field of a Deployment. Empty settings are omitted.
    pub(crate) fn passed(self, mut put: impl FnMut(TargetField, Value)) {
        let layers = self.layers();
        for (index, layer) in layers.iter().enumerate() {
            for key in layer.iter().flat_map(|layer| layer.keys()) {
                let Some(setting) = PodSetting::named(key).filter(|setting| setting.target.is_field()) else {
                    continue;
                };
                let found = self.find(key);
                if found[..index].iter().any(Option::is_some) {
                    continue;
                }
                if let Some(value) = resolve(key, &found).filter(|value| !is_empty(value)) {
                    put(setting.target, value);
                }
            }
        }
    }

    /// The environment variables that settings of workers set.
    pub(crate) fn variables(self) -> impl Iterator<Item = Value> {
        SETTINGS.iter().filter_map(move |setting| {
            let TargetField::Variable(name) = setting.target else { return None };
            Some(match self.get(setting.key.name)? {
                Value::String(text) => variable(name, text),
                value => variable(name, value.to_string()),
            })
        })
    }

    /// Every setting, merged.
    pub(crate) fn resolved(self) -> Value {
        let layers: Vec<&Layer> = self.layers().into_iter().flatten().collect();
        let mut all = merge("", &layers);
        for (key, identity) in ADDING {
            let list = self.list(key, identity);
            if !list.is_empty() {
                all.insert(key.to_owned(), list.into());
            }
        }
        all.into()
    }

    /// The sections that have a setting, the nearest first: `pool`, `worker` and `release`.
    pub(crate) fn sources(self, key: &str) -> impl Iterator<Item = &'static str> {
        let names = ["pool", "worker", "release"];
        let found = names.into_iter().zip(self.find(key));
        found
            .filter(|(_, value)| value.is_some_and(|value| !value.is_null() && !is_empty(value)))
            .map(|(name, _)| name)
    }

    fn layers(self) -> [Option<&'v Layer>; LAYERS] {
        [Some(self.own), self.shared, Some(self.release)]
    }

    fn find(self, key: &str) -> [Option<&'v Value>; LAYERS] {
        self.layers().map(|layer| layer?.get(key))
    }
}

/// The merged value of a key in several layers, the nearest first.
fn resolve(key: &str, found: &[Option<&Value>]) -> Option<Value> {
    let mut found = found.iter().flatten();
    let nearest = found.next()?;
    let Value::Object(map) = nearest else { return (!nearest.is_null()).then(|| clean(nearest)) };
    let mut maps = vec![map];
    maps.extend(found.map_while(|value| value.as_object()));
    match maps.len() {
        1 => Some(clean(nearest)),
        _ => Some(Value::Object(merge(key, &maps))),
    }
}

/// One map over another, both under `key`: maps are merged, anything else replaces.
pub(crate) fn over(key: &str, above: &Layer, below: &Layer) -> Layer {
    merge(key, &[above, below])
}

/// The maps under `owner`, the nearest first.
fn merge(owner: &str, maps: &[&Layer]) -> Layer {
    let union = Union::of(owner);
    let is_hidden = |index: usize, key: &str| {
        union.is_some_and(|union| union.has(key) && union.hides(maps[..index].iter().copied(), maps[index]))
    };
    let find = |index: usize, key: &str| maps[index].get(key).filter(|_| !is_hidden(index, key));
    let mut merged = Map::new();
    for (index, map) in maps.iter().enumerate() {
        for key in map.keys().filter(|key| !(0..index).any(|near| find(near, key).is_some())) {
            let found: Vec<_> = (index..maps.len()).map(|far| find(far, key)).collect();
            if let Some(value) = resolve(key, &found).filter(|_| found[0].is_some()) {
                merged.insert(key.clone(), value);
            }
        }
    }
    merged
}

/// A copy without nulls in maps and with floats turned into whole numbers: all numbers of Helm are floats.
fn clean(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.iter().filter(|(_, value)| !value.is_null());
            Value::Object(order::collected(kept.map(|(key, value)| (key.clone(), clean(value)))))
        }
        Value::Array(list) => Value::Array(list.iter().map(clean).collect()),
        Value::Number(number) if number.is_f64() => {
            number.as_f64().and_then(float::whole).map_or_else(|| value.clone(), Value::from)
        }
        value => value.clone(),
    }
}

fn items(list: Option<&Value>) -> Vec<Value> {
    list.and_then(Value::as_array).map(|list| list.iter().map(clean).collect()).unwrap_or_default()
}

/// Adds items to a list in which `identity` is unique. An item replaces the one with the same identity.
pub(crate) fn put(list: &mut Vec<Value>, items: Vec<Value>, identity: &str) {
    let name = |item: &Value| item.get(identity).map(Value::to_string);
    let mut places = BTreeMap::new();
    for (place, item) in list.iter().enumerate() {
        places.entry(name(item)).or_insert(place);
    }
    for item in items {
        let place = *places.entry(name(&item)).or_insert(list.len());
        match list.get_mut(place) {
            Some(other) => *other = item,
            None => list.push(item),
        }
    }
}

/// Whether a value says nothing.
pub(crate) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Object(map) => map.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn layer(value: Value) -> Layer {
        match value {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }

    #[test]
    fn maps_merge_lists_replace_and_null_removes() {
        let own = layer(json!({
            "nodeSelector": {"a": "pool", "gone": null},
            "tolerations": [{"key": "pool"}],
            "priorityClassName": null,
            "affinity": {"nodeAffinity": {"x": null, "y": 2.0}},
        }));
        let shared = layer(json!({
            "nodeSelector": {"a": "worker", "b": "worker", "gone": "worker"},
            "priorityClassName": "high",
            "affinity": {"nodeAffinity": {"x": 1}, "podAffinity": {"z": null}},
        }));
        let release = layer(json!({
            "nodeSelector": {"c": "release"},
            "tolerations": [{"key": "release"}],
            "affinity": {"nodeAffinity": {"w": 1}},
        }));
        let pods = Pods::new(&own, Some(&shared), &release);
        assert_eq!(
            pods.resolved(),
            json!({
                "nodeSelector": {"a": "pool", "b": "worker", "c": "release"},
                "tolerations": [{"key": "pool"}],
                "affinity": {"nodeAffinity": {"y": 2, "w": 1}, "podAffinity": {}},
            })
        );
        assert_eq!(pods.get("priorityClassName"), None);
    }

    #[test]
    fn a_null_hides_lower_layers_below_a_map() {
        let own = layer(json!({"a": {"b": {"c": 1}}}));
        let shared = layer(json!({"a": {"b": null}}));
        let release = layer(json!({"a": {"b": {"d": 1}}}));
        let pods = Pods::new(&own, Some(&shared), &release);
        assert_eq!(pods.resolved(), json!({"a": {"b": {"c": 1}}}));
    }

    #[test]
    fn a_choice_hides_other_choices_of_lower_layers() {
        let cases = [
            (
                json!({"strategy": {"type": "Recreate"}}),
                json!({"strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1}}}),
                json!({"strategy": {"type": "Recreate"}}),
            ),
            (
                json!({"strategy": {"rollingUpdate": {"maxSurge": 1}}}),
                json!({"strategy": {"type": "Recreate"}}),
                json!({"strategy": {"rollingUpdate": {"maxSurge": 1}}}),
            ),
            (
                json!({"strategy": {"type": "RollingUpdate"}}),
                json!({"strategy": {"rollingUpdate": {"maxSurge": 1}}}),
                json!({"strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1}}}),
            ),
            (
                json!({"livenessProbe": {"exec": {"command": ["a"]}}}),
                json!({"livenessProbe": {"httpGet": {"path": "/"}, "periodSeconds": 5}}),
                json!({"livenessProbe": {"exec": {"command": ["a"]}, "periodSeconds": 5}}),
            ),
            (
                json!({"livenessProbe": {"httpGet": {"path": "/own"}}}),
                json!({"livenessProbe": {"httpGet": {"path": "/", "port": 1}}}),
                json!({"livenessProbe": {"httpGet": {"path": "/own", "port": 1}}}),
            ),
            (
                json!({"lifecycle": {"preStop": {"sleep": {"seconds": 1}}}}),
                json!({"lifecycle": {"preStop": {"exec": {"command": ["a"]}}, "postStart": {"exec": {}}}}),
                json!({"lifecycle": {"preStop": {"sleep": {"seconds": 1}}, "postStart": {"exec": {}}}}),
            ),
            (
                json!({"podSecurityContext": {"seccompProfile": {"type": "RuntimeDefault"}}}),
                json!({"podSecurityContext": {"seccompProfile": {"type": "Localhost", "localhostProfile": "a"}}}),
                json!({"podSecurityContext": {"seccompProfile": {"type": "RuntimeDefault"}}}),
            ),
            (
                json!({"dataVolume": {"sizeLimit": "1Gi"}}),
                json!({"dataVolume": {"volumeClaimTemplate": {"spec": {}}}}),
                json!({"dataVolume": {"sizeLimit": "1Gi"}}),
            ),
            (
                json!({"image": {"tag": "2.4.3"}}),
                json!({"image": {"digest": "sha256:0", "pullPolicy": "Always"}}),
                json!({"image": {"tag": "2.4.3", "pullPolicy": "Always"}}),
            ),
            (
                json!({"image": {"pullPolicy": "Never"}}),
                json!({"image": {"digest": "sha256:0", "tag": "2.4.3"}}),
                json!({"image": {"digest": "sha256:0", "tag": "2.4.3", "pullPolicy": "Never"}}),
            ),
        ];
        for (own, shared, merged) in cases {
            let (own, shared) = (layer(own), layer(shared));
            assert_eq!(Pods::new(&own, Some(&shared), &Map::new()).resolved(), merged);
        }
    }

    #[test]
    fn null_removes_what_the_release_adds() {
        let own = layer(json!({"extraEnv": null}));
        let release = layer(json!({"extraEnv": [{"name": "A", "value": "1"}]}));
        let pods = Pods::new(&own, None, &release);
        assert_eq!(pods.list("extraEnv", "name"), [] as [Value; 0]);
        assert_eq!(pods.resolved(), json!({}));
    }

    #[test]
    fn lists_of_the_release_and_of_a_section_add_up() {
        let own = layer(json!({"extraEnv": [{"name": "B", "value": "own"}]}));
        let shared = layer(json!({"extraEnv": [{"name": "C", "value": "worker"}]}));
        let release =
            layer(json!({"extraEnv": [{"name": "A", "value": "1"}, {"name": "B", "value": "release"}]}));
        let pods = Pods::new(&own, Some(&shared), &release);
        assert_eq!(
            Value::from(pods.list("extraEnv", "name")),
            json!([{"name": "A", "value": "1"}, {"name": "B", "value": "own"}])
        );
    }
}
