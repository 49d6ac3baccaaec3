//! Quantities by name.

use serde_json::{Map, Value};

use super::Quantity;
use crate::keys::{Holds, Read};

/// Quantities by resource name, as the strings of the manifest.
#[derive(Debug, Default)]
pub(crate) struct Quantities(Map<String, Value>);

impl Read for Quantities {
    const HOLDS: Holds = Holds::Kind("{resource;q");

    fn read(value: Option<Value>) -> Self {
        let Some(Value::Object(map)) = value else { return Self::default() };
        let mut quantities = Map::new();
        for (name, value) in map {
            if let Some(quantity) = Quantity::of(&value) {
                quantities.insert(name, quantity.0.into());
            }
        }
        Self(quantities)
    }
}

impl Quantities {
    /// As a map of strings.
    pub(crate) fn as_map(&self) -> &Map<String, Value> {
        &self.0
    }

    /// The quantity of a resource.
    pub(crate) fn get(&self, name: &str) -> Option<Quantity> {
        Quantity::of(self.0.get(name)?)
    }

    /// All quantities.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, Quantity)> {
        self.0.iter().filter_map(|(name, value)| Some((name.as_str(), Quantity::of(value)?)))
    }
}
