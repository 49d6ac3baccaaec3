//! What is known of the keys at a place in the values: for completion, hover texts and documentation.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Text;

/// What is known of a place in the values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Known {
    /// The key itself; none for the values as a whole, and where there is no such key.
    pub key: Option<KnownKey>,
    /// The keys below it, as they are declared. Empty where any name is good, as for pools, and where there is no map.
    pub keys: Vec<KnownKey>,
}

/// What is known of a key.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct KnownKey {
    /// The key; empty for an item of a list.
    pub name: String,
    /// Its types in the words of JSON Schema, without `null`, which every key takes. Empty: any.
    pub types: Vec<Text>,
    /// The words that it takes, where they are few.
    pub choices: Vec<Text>,
    /// The least whole number that it takes, where there is one.
    #[cfg_attr(feature = "typescript", ts(as = "Option<f64>"))]
    pub minimum: Option<i64>,
    /// The largest whole number that it takes, where there is one.
    #[cfg_attr(feature = "typescript", ts(as = "Option<f64>"))]
    pub maximum: Option<i64>,
    /// What it is for, as Markdown; empty where Kubernetes' own documentation says it.
    pub documentation: String,
    /// Its default; none where the chart has none.
    #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
    pub default: Option<Value>,
    /// What somebody might write; none where the default or the type says it.
    #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
    pub example: Option<Value>,
    /// The first version of Dagu that has what it sets; none where every version that runs workers has it.
    pub since: Option<Text>,
    /// Whether the value is secret.
    pub credential: bool,
    /// Whether pods are replaced when the value changes.
    pub restarts: bool,
    /// Whether Kubernetes refuses an object without it.
    pub required: bool,
    /// The field of a Deployment that it becomes as it is, as a JSON pointer; empty where it is none.
    pub becomes: String,
    /// Which pods take it, for a setting of pods.
    pub pods: Vec<Text>,
}
