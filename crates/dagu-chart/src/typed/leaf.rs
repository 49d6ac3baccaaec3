//! How the types of the libraries are read.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Reader, Typed};
use crate::path::Trail;

impl Typed for Value {
    fn blank() -> Self {
        Self::Null
    }

    fn read(&mut self, value: &Value, _: &Trail<'_>, _: &mut Reader) {
        *self = value.clone();
    }
}

impl Typed for Map<String, Value> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, value: &Value, at: &Trail<'_>, reader: &mut Reader) {
        match value {
            Value::Object(map) => *self = map.clone(),
            _ => reader.refuse(at),
        }
    }
}

impl Typed for String {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, value: &Value, at: &Trail<'_>, reader: &mut Reader) {
        match value {
            Value::String(text) => *self = text.clone(),
            _ => reader.refuse(at),
        }
    }
}

impl Typed for bool {
    fn blank() -> Self {
        false
    }

    fn read(&mut self, value: &Value, at: &Trail<'_>, reader: &mut Reader) {
        match value {
            Value::Bool(flag) => *self = *flag,
            _ => reader.refuse(at),
        }
    }
}

impl Typed for u32 {
    fn blank() -> Self {
        0
    }

    fn read(&mut self, value: &Value, at: &Trail<'_>, reader: &mut Reader) {
        match value.as_u64().and_then(|number| number.try_into().ok()) {
            Some(number) => *self = number,
            None => reader.refuse(at),
        }
    }
}

impl<T: Typed> Typed for Option<T> {
    fn blank() -> Self {
        None
    }

    fn read(&mut self, value: &Value, at: &Trail<'_>, reader: &mut Reader) {
        match value {
            Value::Null => *self = None,
            _ => self.insert(T::blank()).read(value, at, reader),
        }
    }
}

impl<T: Typed> Typed for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, value: &Value, at: &Trail<'_>, reader: &mut Reader) {
        let Value::Array(items) = value else { return reader.refuse(at) };
        let items = items.iter().enumerate().map(|(index, item)| {
            let mut typed = T::blank();
            typed.read(item, &Trail::Index(at, index), reader);
            typed
        });
        *self = items.collect();
    }
}

impl<T: Typed> Typed for BTreeMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, value: &Value, at: &Trail<'_>, reader: &mut Reader) {
        let Value::Object(map) = value else { return reader.refuse(at) };
        *self = Self::new();
        for (key, value) in map {
            let mut typed = T::blank();
            typed.read(value, &Trail::Key(at, key), reader);
            self.insert(key.clone(), typed);
        }
    }
}
