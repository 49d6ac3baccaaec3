//! The keys at a path of the values and their properties, for completion, hover texts and documentation.

use dagu_chart_api::{Known, KnownKey, Text};
use serde_json::Value;

use crate::invalid::nearest;
use crate::keys::{Holds, Key, Object, PodSetting, Read, Section};
use crate::kubernetes::{FieldKind, TypeField, fields_of};
use crate::path::{Step, ValuePath, steps};
use crate::values::Values;

/// The keys at a path, such as `workerPools.gpu.labels`; the empty path is the top level.
pub fn known(path: &str) -> Known {
    let root = KnownAt { key: KnownKey::default(), holds: Holding::Own(Values::HOLDS) };
    let mut rest = steps(path);
    let steps: Vec<_> = rest.by_ref().collect();
    let mut known_at = root;
    for (index, step) in steps.iter().enumerate() {
        let Some(below) = known_at.below(step) else {
            return Known { nearest: known_at.nearest(&steps, index), ..Known::default() };
        };
        known_at = below;
    }
    if !rest.is_at_end() {
        let nearest = (!steps.is_empty()).then(|| ValuePath::to(&steps).to_string());
        return Known { nearest, ..Known::default() };
    }
    let keys = known_at.keys().into_iter().map(|known_at| known_at.key).collect();
    Known { key: (!path.is_empty()).then_some(known_at.key), keys, nearest: None }
}

/// A step on the path.
struct KnownAt {
    key: KnownKey,
    holds: Holding,
}

/// The kind of the value at a step.
#[derive(Clone, Copy)]
enum Holding {
    Own(Holds),
    Kubernetes(&'static str),
}

impl KnownAt {
    fn below(&self, step: &Step<'_>) -> Option<Self> {
        let Step::Key(name) = step else {
            return Some(self.named("", self.holds.items()?));
        };
        match self.holds {
            Holding::Own(Holds::Map(of)) => Some(self.named(name, Holding::Own(*of))),
            holds => match holds.kind().map(FieldKind::read) {
                Some(FieldKind::Map { of, .. }) => Some(self.named(name, Holding::Kubernetes(of))),
                _ => self.keys().into_iter().find(|known_at| known_at.key.name == *name),
            },
        }
    }

    /// The path with the nearest key here in place of the unknown one at `index`.
    fn nearest(&self, steps: &[Step<'_>], index: usize) -> Option<String> {
        let Some(Step::Key(unknown)) = steps.get(index) else { return None };
        let keys = self.keys();
        let near = nearest(unknown, keys.iter().map(|known_at| &*known_at.key.name))?;
        let mut steps = steps.to_vec();
        steps[index] = Step::Key(near.into());
        Some(ValuePath::to(&steps).to_string())
    }

    /// The keys of a map with fixed keys.
    fn keys(&self) -> Vec<Self> {
        match self.holds {
            Holding::Own(Holds::Object(object)) => {
                object.all().map(|key| self.declared(key, object)).collect()
            }
            holds => match holds.kind().map(FieldKind::read) {
                Some(FieldKind::Type(name)) => fields_of(name).map(|field| self.field(field)).collect(),
                _ => Vec::new(),
            },
        }
    }

    fn field(&self, field: TypeField) -> Self {
        let mut known_at = self.named(field.name, Holding::Kubernetes(field.kind));
        known_at.key.required = field.required;
        known_at
    }

    /// A key of which only the kind of its value is known.
    fn named(&self, name: &str, holds: Holding) -> Self {
        let kind = holds.kind().map(FieldKind::read);
        let choices = match kind {
            Some(FieldKind::Choice(words)) => {
                words.split(',').filter(|word| !word.is_empty()).map(Text::from).collect()
            }
            _ => Vec::new(),
        };
        let (minimum, maximum) = match kind {
            Some(FieldKind::Number { least, most }) => (bound(least), bound(most)),
            _ => (None, None),
        };
        let default = self.key.default.as_ref().and_then(|default| default.get(name)).cloned();
        let key = KnownKey {
            name: name.to_owned(),
            types: holds.types().iter().copied().map(Text::from).collect(),
            choices,
            minimum,
            maximum,
            default,
            restarts: self.key.restarts,
            ..KnownKey::default()
        };
        Self { key, holds }
    }

    fn declared(&self, key: &'static Key, object: &Object) -> Self {
        let mut known_at = self.named(key.name, Holding::Own(key.holds));
        let setting = PodSetting::named(key.name).filter(|setting| std::ptr::eq(&setting.key, key));
        let default = match (setting, object.settings) {
            (Some(setting), Some(settings)) => setting.default_in(settings.section),
            _ => key.default,
        };
        known_at.key.default = parsed(default).or(known_at.key.default);
        known_at.key.documentation = key.text();
        known_at.key.example = parsed(key.example);
        known_at.key.since = (!key.since.is_empty()).then_some(key.since).map(Text::from);
        known_at.key.credential = key.credential;
        known_at.key.restarts |= key.restarts;
        known_at.key.becomes = setting.map(|setting| setting.target.field()).unwrap_or_default();
        known_at.key.pods = setting
            .into_iter()
            .flat_map(|setting| setting.sections)
            .map(|section| pods(section).into())
            .collect();
        known_at
    }
}

/// A bound of numbers; none for the largest number that floats represent exactly.
fn bound(number: f64) -> Option<i64> {
    const LAST: f64 = (1_u64 << f64::MANTISSA_DIGITS) as f64;
    (number.abs() < LAST).then_some(number as i64)
}

/// The value that a declaration has as JSON; none if it is empty.
///
/// INVARIANT: it is JSON or empty; `defaults_and_examples_are_json` checks every declaration.
fn parsed(json: &str) -> Option<Value> {
    serde_json::from_slice(json.as_bytes()).ok()
}

impl Holding {
    /// The kind as it is written in the table of types.
    fn kind(self) -> Option<&'static str> {
        match self {
            Self::Own(holds) => holds.kind(),
            Self::Kubernetes(kind) => Some(kind),
        }
    }

    /// The kind of its items.
    fn items(self) -> Option<Self> {
        match self {
            Self::Own(Holds::List(of)) => Some(Self::Own(*of)),
            holds => match FieldKind::read(holds.kind()?) {
                FieldKind::List { of, .. } => Some(Self::Kubernetes(of)),
                _ => None,
            },
        }
    }

    fn types(self) -> &'static [&'static str] {
        match self {
            Self::Own(Holds::List(_)) => &["array"],
            Self::Own(Holds::Object(_) | Holds::Map(_)) => &["object"],
            Self::Own(Holds::Kind(kind)) | Self::Kubernetes(kind) => FieldKind::read(kind).json_types(),
        }
    }
}

fn pods(section: &Section) -> &'static str {
    match section {
        Section::Release => "all",
        Section::Component => "components",
        Section::Worker => "workers",
        Section::Pool => "pools",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn names(path: &str) -> Vec<String> {
        known(path).keys.into_iter().map(|key| key.name).collect()
    }

    #[test]
    fn knows_keys_at_every_depth() {
        let mode = known("auth.mode").key.expect("a key");
        assert_eq!(
            (mode.default, &*mode.choices),
            (Some(json!("builtin")), &["none", "basic", "builtin"].map(Text::from)[..])
        );
        let labels = known("workerPools.gpu.labels").key.expect("a key of any pool");
        assert_eq!(labels.types, ["object"]);
        let operator = known("worker.tolerations[0].operator").key.expect("a field of Kubernetes");
        assert!(operator.choices.iter().any(|word| word == "Exists"));
        for (path, nearest) in [
            ("workerPools.gpu.labls", Some("workerPools.gpu.labels")),
            ("image.tag.x", None),
            ("nothing.here", None),
            ("workerPools.", Some("workerPools")),
            ("auth..mode", Some("auth")),
            ("..", None),
            ("/", None),
        ] {
            let nearest = nearest.map(str::to_owned);
            assert_eq!(known(path), Known { nearest, ..Known::default() }, "{path}");
        }
    }

    #[test]
    fn a_default_is_that_of_its_place() {
        let default = |path| known(path).key.and_then(|key| key.default);
        assert_eq!(default("podSecurityContext"), Some(json!({"fsGroup": 1000})));
        assert_eq!(default("ui.podSecurityContext"), None);
        assert_eq!(default("ui.replicas"), Some(json!(1)));
        assert_eq!(default("ui.resources.requests"), Some(json!({"cpu": "250m", "memory": "256Mi"})));
        assert_eq!(default("workerPools.general.replicas"), Some(json!(2)));
        assert_eq!(default("workerPools.gpu.replicas"), None);
        assert_eq!(default("image.tag"), Some(json!("latest")));
        assert_eq!(default("ui.image.tag"), None);
    }

    #[test]
    fn lists_the_keys_of_a_map() {
        assert!(names("").contains(&"workerPools".to_owned()));
        assert!(names("workerPools.gpu").contains(&"replicas".to_owned()));
        assert!(names("ui.affinity").contains(&"nodeAffinity".to_owned()));
        assert_eq!(names("workerPools"), Vec::<String>::new());
    }
}
