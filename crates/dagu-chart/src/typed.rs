//! JSON data into typed data.
//!
//! It says where a value does not fit, and not why: the schema tells that better. What does not fit is noted, and the
//! reading goes on: a way out after each field, as serde derives it, would make up a twentieth of the module.

mod leaf;

use serde_json::Value;

pub(crate) use dagu_chart_derive::Typed;

use crate::path::{Trail, ValuePath};

/// What is read from JSON.
pub(crate) trait Typed {
    /// What stands in its place until it is read.
    fn blank() -> Self
    where
        Self: Sized;

    /// Reads it into its place. Where it does not fit the reader is told, and what stands there means nothing.
    fn read(&mut self, value: &Value, at: &Trail<'_>, reader: &mut Reader);
}

/// Reads typed data, or gives the path of the first value that is none of its type.
pub(crate) fn from_value<T: Typed>(value: &Value) -> Result<T, ValuePath> {
    let mut typed = T::blank();
    let mut reader = Reader::default();
    typed.read(value, &Trail::Start(&ValuePath::root()), &mut reader);
    match reader.misfit {
        None => Ok(typed),
        Some(path) => Err(path),
    }
}

/// What becomes of a key that is no field of its struct.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// It does not fit.
    Refused,
    /// It is passed over: somebody newer wrote it.
    Ignored,
}

/// The key of a field.
pub(crate) struct Key {
    /// As JSON has it.
    pub(crate) name: &'static str,
    /// Whether a struct without it does not fit.
    pub(crate) required: bool,
}

/// What is known of the reading so far.
#[derive(Default)]
pub(crate) struct Reader {
    /// The first value that does not fit.
    misfit: Option<ValuePath>,
}

impl Reader {
    /// The value there does not fit.
    #[cold]
    #[inline(never)]
    pub(crate) fn refuse(&mut self, at: &Trail<'_>) {
        self.misfit.get_or_insert_with(|| at.path());
    }

    /// Reads a struct: its keys, and as many places for their values.
    pub(crate) fn object(
        &mut self,
        value: &Value,
        at: &Trail<'_>,
        keys: &'static [Key],
        unknown: Unknown,
        places: &mut [&mut dyn Typed],
    ) {
        let Value::Object(map) = value else { return self.refuse(at) };
        if unknown == Unknown::Refused
            && let Some(key) = map.keys().find(|given| !keys.iter().any(|key| key.name == *given))
        {
            self.refuse(&Trail::Key(at, key));
        }
        for (key, place) in keys.iter().zip(places) {
            match map.get(key.name) {
                Some(value) => place.read(value, &Trail::Key(at, key.name), self),
                None if key.required => self.refuse(at),
                None => {}
            }
        }
    }

    /// Which of the words it is.
    pub(crate) fn word(&mut self, value: &Value, at: &Trail<'_>, words: &[&str]) -> Option<usize> {
        let word = value.as_str().and_then(|given| words.iter().position(|word| *word == given));
        if word.is_none() {
            self.refuse(at);
        }
        word
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;

    #[derive(Debug, PartialEq, Typed)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    struct Thing {
        #[serde(default)]
        full_size: Option<u32>,
        offset: u32,
        kind: Kind,
        #[serde(default)]
        rest: Vec<BTreeMap<String, Value>>,
        #[serde(skip)]
        skipped: bool,
    }

    #[derive(Debug, PartialEq, Typed)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        Large,
        Small,
        #[serde(rename = "")]
        Unset,
    }

    /// Takes what somebody newer wrote.
    #[derive(Debug, PartialEq, Typed)]
    struct Old {
        #[serde(rename = "is-on")]
        is_on: bool,
    }

    #[test]
    fn reads_what_fits() {
        let rest = json!([{"a": null, "b": [1, -2, 0.5, true, "c"], "d": {"e": {}}}]);
        let value = json!({"fullSize": 1, "offset": 2, "kind": "small", "rest": rest});
        let rest = rest[0].as_object().into_iter().flatten();
        let rest = vec![rest.map(|(key, value)| (key.clone(), value.clone())).collect()];
        let thing = Thing { full_size: Some(1), offset: 2, kind: Kind::Small, rest, skipped: false };
        assert_eq!(from_value(&value), Ok(thing));
        let value = json!({"fullSize": null, "offset": 4_294_967_295_u32, "kind": ""});
        let thing = Thing {
            full_size: None,
            offset: 4_294_967_295,
            kind: Kind::Unset,
            rest: Vec::new(),
            skipped: false,
        };
        assert_eq!(from_value(&value), Ok(thing));
    }

    #[test]
    fn says_where_a_value_does_not_fit() {
        for (value, path) in [
            (json!({"offset": 0, "kind": "small", "rest": [{}, 1]}), "rest[1]"),
            (json!({"offset": 0, "kind": "small", "fullSize": 4_294_967_296_u64}), "fullSize"),
            (json!({"offset": 4_294_967_296_u64, "kind": "small"}), "offset"),
            (json!({"offset": 0.5, "kind": "small"}), "offset"),
            (json!({"offset": 1.0, "kind": "small"}), "offset"),
            (json!({"offset": -1, "kind": "small"}), "offset"),
            (json!({"offset": null, "kind": "huge"}), "offset"),
            (json!({"offset": 0, "kind": "huge"}), "kind"),
            (json!({"offset": 0, "kind": {"small": null}}), "kind"),
            (json!({"offset": 0, "kind": "small", "other": 1}), "other"),
            (json!({"offset": 0, "kind": "small", "skipped": true}), "skipped"),
            (json!({"offset": 0, "kind": "small", "full_size": 1}), "full_size"),
            (json!({"offset": 0}), ""),
            (json!([0]), ""),
        ] {
            let path = ValuePath::of(path);
            assert_eq!(from_value::<Thing>(&value), Err(path), "{value}");
        }
    }

    #[test]
    fn passes_over_unknown_keys_when_told() {
        let value = json!({"is-on": true, "other": {"x": [1]}});
        assert_eq!(from_value(&value), Ok(Old { is_on: true }));
    }
}
