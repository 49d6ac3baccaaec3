//! Changes of a values text that keep its comments, order and quoting.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{SetArgument, ValuesText};

/// A values text, and what is changed in it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct EditRequest {
    /// The text of a values file.
    pub text: String,
    /// The values files before it in Helm's order. With the defaults of the chart, they give what the text does not have.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<ValuesText>>"))]
    pub below: Vec<ValuesText>,
    /// Keys that get another name and keep their place. What the old name has from the defaults, from the files before or
    /// from other sections is written below the new one, and the old one is null.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<NewName>>"))]
    pub rename: Vec<NewName>,
    /// Keys to copy with what is below them and what they have from elsewhere; the copy follows the original.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<NewName>>"))]
    pub copy: Vec<NewName>,
    /// Paths of keys that get the value and the comments that they have in the files of `from`.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<String>>"))]
    pub restore: Vec<String>,
    /// Other values files in Helm's order.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<ValuesText>>"))]
    pub from: Vec<ValuesText>,
    /// Paths of keys and items to remove from the text, after that. One that is not there is ignored.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<String>>"))]
    pub remove: Vec<String>,
    /// Paths of keys to delete, after that: one that would come back from the defaults or the files before, or that a pool
    /// inherits, is set to null.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<String>>"))]
    pub delete: Vec<String>,
    /// Values to set instead of all others, after that: what would be added to a map from elsewhere is null.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<ChangedValue>>"))]
    pub replace: Vec<ChangedValue>,
    /// Values to set, after that. A map or list that is not there is added.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<ChangedValue>>"))]
    pub changes: Vec<ChangedValue>,
    /// `--set…` arguments to apply last, with Helm's notation for keys and types.
    #[cfg_attr(feature = "typescript", ts(optional, as = "Option<Vec<SetArgument>>"))]
    pub set: Vec<SetArgument>,
}

/// A name for a key or for its copy.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct NewName {
    /// The path of the key, such as `workerPools.gpu`.
    pub path: String,
    /// The name, which its map does not have yet.
    pub name: String,
}

/// A new value.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ChangedValue {
    /// Its path as diagnostics have it, such as `workerPools.gpu.nodeSelector["nvidia.com/gpu"]`.
    pub path: String,
    /// The value; null removes a default.
    #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
    pub value: Value,
}
