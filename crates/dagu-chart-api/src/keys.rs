//! The keys at a path of the values, for completion, hover texts and documentation.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Text;

/// The keys at a path of the values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Known {
    /// The key itself; none for the empty path and for an unknown key.
    pub key: Option<KnownKey>,
    /// The keys below it. Empty if any name is valid, such as for pools, and if it is not a map.
    pub keys: Vec<KnownKey>,
    /// The nearest path that is known, for a path with an unknown key.
    pub nearest: Option<String>,
}

/// The properties of a key.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct KnownKey {
    /// The key; empty for an item of a list.
    pub name: String,
    /// Its types as in JSON Schema, without `null`, which every key takes. Empty means any type.
    pub types: Vec<Text>,
    /// Its choices, if it has any.
    pub choices: Vec<Text>,
    /// Its minimum, if it has one.
    #[cfg_attr(feature = "typescript", ts(as = "Option<f64>"))]
    pub minimum: Option<i64>,
    /// Its maximum, if it has one.
    #[cfg_attr(feature = "typescript", ts(as = "Option<f64>"))]
    pub maximum: Option<i64>,
    /// Its description as Markdown; empty for fields that the documentation of Kubernetes describes.
    pub documentation: String,
    /// Its default, if it has one.
    #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
    pub default: Option<Value>,
    /// An example; none if the default or the type is enough.
    #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
    pub example: Option<Value>,
    /// The first version of Dagu that supports it; none if every version with workers does.
    pub since: Option<Text>,
    /// Whether the value is a credential.
    pub credential: bool,
    /// Whether a change of the value restarts pods.
    pub restarts: bool,
    /// Whether Kubernetes requires it.
    pub required: bool,
    /// The JSON pointer to the field of a Deployment that it sets directly; empty if there is none.
    pub becomes: String,
    /// The sections that take it, for a setting of pods.
    pub pods: Vec<Text>,
}
