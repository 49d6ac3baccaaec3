//! JSON data into typed data, as `serde_json::from_value` brings it there.
//!
//! It says where a value does not fit, and not why: serde's own reasons would make up a tenth of the module, and the
//! schema gives better ones. For the same reason the code that serde derives for a struct in a list is the one that
//! reads it, given the fields in their order: that which sorts out the keys of a map is twice as long. So a field that
//! may be absent has a default, an `Option` too.

use std::fmt::Display;
use std::slice;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value, map};

use crate::path::ValuePath;

/// A value that is none of its type.
#[derive(Debug, Default)]
pub(crate) struct Misfit {
    /// The way to it, the last step first.
    steps: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    Key(String),
    Index(usize),
}

impl Misfit {
    /// Where it is.
    pub(crate) fn path(&self) -> ValuePath {
        self.steps.iter().rev().fold(ValuePath::root(), |path, step| match step {
            Step::Key(key) => path.key(key),
            Step::Index(index) => path.index(*index),
        })
    }

    #[cold]
    fn below(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }
}

impl Display for Misfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value that does not fit")
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: Display>(_reason: T) -> Self {
        Self::default()
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

/// Reads typed data.
pub(crate) fn from_value<'de, T: Deserialize<'de>>(value: &'de Value, unknown: Unknown) -> Result<T, Misfit> {
    T::deserialize(Reader { value, unknown })
}

#[derive(Clone, Copy)]
struct Reader<'de> {
    value: &'de Value,
    unknown: Unknown,
}

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(flag) => visitor.visit_bool(*flag),
            Value::Number(_) => self.deserialize_i64(visitor),
            Value::String(_) => self.deserialize_str(visitor),
            Value::Array(_) => self.deserialize_seq(visitor),
            Value::Object(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if self.value.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_bool(self.value.as_bool().ok_or_else(Misfit::default)?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let number = self.value.as_number().ok_or_else(Misfit::default)?;
        match (number.as_u64(), number.as_i64(), number.as_f64()) {
            (Some(number), _, _) => visitor.visit_u64(number),
            (_, Some(number), _) => visitor.visit_i64(number),
            (_, _, Some(number)) => visitor.visit_f64(number),
            _ => Err(Misfit::default()),
        }
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_u64(self.value.as_u64().ok_or_else(Misfit::default)?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_str(self.value.as_str().ok_or_else(Misfit::default)?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_str(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let items = self.value.as_array().ok_or_else(Misfit::default)?;
        visitor.visit_seq(Items { items, next: 0, unknown: self.unknown })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let map = self.value.as_object().ok_or_else(Misfit::default)?;
        visitor.visit_map(Entries { entries: map.iter(), entry: None, unknown: self.unknown })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let map = self.value.as_object().ok_or_else(Misfit::default)?;
        if self.unknown == Unknown::Refused {
            known(map, fields)?;
        }
        visitor.visit_seq(Fields { map, fields: fields.iter(), unknown: self.unknown })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_enum(Word(self.value.as_str().ok_or_else(Misfit::default)?))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u16 u64 u128 f32 f64 char bytes byte_buf unit unit_struct newtype_struct tuple
        tuple_struct identifier
    }
}

/// Whether every key of a map is one of the fields.
fn known(map: &Map<String, Value>, fields: &[&str]) -> Result<(), Misfit> {
    match map.keys().find(|key| !fields.contains(&key.as_str())) {
        Some(key) => Err(Misfit::default().below(Step::Key(key.clone()))),
        None => Ok(()),
    }
}

/// The fields of a struct, in its order; none where the map has none.
struct Fields<'de> {
    map: &'de Map<String, Value>,
    fields: slice::Iter<'static, &'static str>,
    unknown: Unknown,
}

impl<'de> SeqAccess<'de> for Fields<'de> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Misfit> {
        let Some(field) = self.fields.next() else { return Ok(None) };
        let Some(value) = self.map.get(*field) else { return Ok(None) };
        match seed.deserialize(Reader { value, unknown: self.unknown }) {
            Ok(value) => Ok(Some(value)),
            Err(misfit) => Err(misfit.below(Step::Key((*field).to_owned()))),
        }
    }
}

struct Items<'de> {
    items: &'de [Value],
    next: usize,
    unknown: Unknown,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Misfit> {
        let Some(value) = self.items.get(self.next) else { return Ok(None) };
        self.next += 1;
        match seed.deserialize(Reader { value, unknown: self.unknown }) {
            Ok(item) => Ok(Some(item)),
            Err(misfit) => Err(misfit.below(Step::Index(self.next - 1))),
        }
    }
}

struct Entries<'de> {
    entries: map::Iter<'de>,
    entry: Option<(&'de str, &'de Value)>,
    unknown: Unknown,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Misfit> {
        let Some((key, value)) = self.entries.next() else { return Ok(None) };
        self.entry = Some((key, value));
        match seed.deserialize(StrDeserializer::new(key)) {
            Ok(key) => Ok(Some(key)),
            Err(misfit) => Err(Misfit::below(misfit, Step::Key(key.clone()))),
        }
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Misfit> {
        let (key, value) = self.entry.ok_or_else(Misfit::default)?;
        let reader = Reader { value, unknown: self.unknown };
        seed.deserialize(reader).map_err(|misfit| misfit.below(Step::Key(key.to_owned())))
    }
}

/// The name of a variant without data.
struct Word<'de>(&'de str);

impl<'de> EnumAccess<'de> for Word<'de> {
    type Error = Misfit;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Misfit> {
        Ok((seed.deserialize(StrDeserializer::new(self.0))?, self))
    }
}

impl<'de> VariantAccess<'de> for Word<'de> {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _seed: T) -> Result<T::Value, Misfit> {
        Err(Misfit::default())
    }

    fn tuple_variant<V: Visitor<'de>>(self, _length: usize, _visitor: V) -> Result<V::Value, Misfit> {
        Err(Misfit::default())
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Misfit> {
        Err(Misfit::default())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    struct Thing {
        #[serde(default)]
        size: Option<u32>,
        offset: i64,
        kind: Kind,
        #[serde(default)]
        rest: Vec<BTreeMap<String, Value>>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        Small,
    }

    #[test]
    fn reads_what_serde_json_reads() {
        let rest = json!([{"a": null, "b": [1, -2, 0.5, true, "c"], "d": {"e": {}}}]);
        for value in [
            json!({"size": 1, "offset": -1, "kind": "small", "rest": rest}),
            json!({"size": null, "offset": 1, "kind": "small"}),
        ] {
            let read: Thing = from_value(&value, Unknown::Refused).expect("a thing");
            assert_eq!(read, serde_json::from_value(value).expect("a thing"));
        }
    }

    #[test]
    fn says_where_a_value_does_not_fit() {
        for (value, path) in [
            (json!({"offset": 0, "kind": "small", "rest": [{}, 1]}), "rest[1]"),
            (json!({"offset": 0, "kind": "small", "size": 4_294_967_296_u64}), "size"),
            (json!({"offset": 0.5, "kind": "small"}), "offset"),
            (json!({"offset": 0, "kind": "huge"}), "kind"),
            (json!({"offset": 0, "kind": {"small": null}}), "kind"),
            (json!({"offset": 0, "kind": "small", "other": 1}), "other"),
            (json!({"offset": 0}), ""),
            (json!([0]), ""),
        ] {
            let misfit = from_value::<Thing>(&value, Unknown::Refused).expect_err("no thing");
            assert_eq!(misfit.path().as_str(), path, "{value}");
        }
    }

    #[test]
    fn passes_over_unknown_keys_when_told() {
        let value = json!({"offset": 0, "kind": "small", "rest": [{"a": 1}], "other": {"x": [1]}});
        let read: Thing = from_value(&value, Unknown::Ignored).expect("a thing");
        assert_eq!(read.rest, [BTreeMap::from([("a".to_owned(), json!(1))])]);
    }
}
