//! Converts checked values to Rust types.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Holds;
use crate::order;

/// A type of values.
///
/// INVARIANT: [`crate::kubernetes::Checker`] has found the value valid. A value that is invalid
/// nevertheless is read as absent.
pub(crate) trait Read {
    /// The kind of its values.
    const HOLDS: Holds;

    /// Converts a value; none is an absent key.
    fn read(value: Option<Value>) -> Self;
}

impl Read for Option<String> {
    const HOLDS: Holds = Holds::Kind("s");

    fn read(value: Option<Value>) -> Self {
        match value {
            Some(Value::String(text)) => Some(text),
            _ => None,
        }
    }
}

impl Read for Option<bool> {
    const HOLDS: Holds = Holds::Kind("b");

    fn read(value: Option<Value>) -> Self {
        value?.as_bool()
    }
}

impl Read for Option<u16> {
    const HOLDS: Holds = Holds::Kind("i0..65535");

    fn read(value: Option<Value>) -> Self {
        // Helm's numbers are floats.
        let number = value?.as_f64()?;
        (0.0..=f64::from(u16::MAX)).contains(&number).then_some(number as u16)
    }
}

impl Read for Option<Value> {
    const HOLDS: Holds = Holds::Kind("*");

    fn read(value: Option<Value>) -> Self {
        value
    }
}

impl Read for Option<Map<String, Value>> {
    const HOLDS: Holds = Holds::Kind("o");

    fn read(value: Option<Value>) -> Self {
        match value {
            Some(Value::Object(map)) => Some(map),
            _ => None,
        }
    }
}

impl Read for Map<String, Value> {
    const HOLDS: Holds = Holds::Kind("o");

    fn read(value: Option<Value>) -> Self {
        <Option<Self> as Read>::read(value).unwrap_or_default()
    }
}

impl Read for BTreeMap<String, String> {
    const HOLDS: Holds = Holds::Kind("{s");

    fn read(value: Option<Value>) -> Self {
        let entries = Map::read(value).into_iter();
        order::collected(entries.filter_map(|(key, value)| Some((key, Option::read(Some(value))?))))
    }
}

impl Read for Vec<Value> {
    const HOLDS: Holds = Holds::List(&Holds::Kind("*"));

    fn read(value: Option<Value>) -> Self {
        match value {
            Some(Value::Array(list)) => list,
            _ => Self::new(),
        }
    }
}

impl Read for Vec<String> {
    const HOLDS: Holds = Holds::Kind("[s");

    fn read(value: Option<Value>) -> Self {
        Vec::<Value>::read(value).into_iter().filter_map(|item| Option::read(Some(item))).collect()
    }
}

/// A map with keys of the chart's own.
pub(crate) trait Declared: Read {}

impl<T: Declared> Read for Vec<T> {
    const HOLDS: Holds = Holds::List(&T::HOLDS);

    fn read(value: Option<Value>) -> Self {
        Vec::<Value>::read(value).into_iter().map(|item| T::read(Some(item))).collect()
    }
}
