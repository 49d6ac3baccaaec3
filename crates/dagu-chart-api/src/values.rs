//! The values of a release, with the place that sets each of them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Diagnostic, Span, Text};

/// Which values are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ValuesView {
    /// The effective values: each component and pool with what it inherits.
    #[default]
    Effective,
    /// The values as Helm merges them over the defaults, with the origin of each.
    Merged,
    /// The values that differ from the defaults, with the origin of each.
    Delta,
}

impl ValuesView {
    /// Every view, at the place of its number in the byte ABI.
    pub const ALL: [Self; 3] = [Self::Effective, Self::Merged, Self::Delta];
}

/// What `helm dagu values -o json` prints.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ShownValues {
    /// Version of this format: 1.
    pub format: u32,
    /// Whether the values have no errors.
    pub ok: bool,
    /// The values. Credentials of `auth` are empty.
    #[cfg_attr(feature = "typescript", ts(type = "Record<string, unknown>"))]
    pub values: Map<String, Value>,
    /// Where each value that is not a map or a list is set; empty for the effective values, which are inherited too.
    pub origins: Vec<Origin>,
    /// The values of the texts that have no effect; empty for the effective values.
    pub overridden: Vec<Overridden>,
    /// The errors in the values; empty if `ok`.
    pub diagnostics: Vec<Diagnostic>,
}

impl ShownValues {
    /// The version of the format.
    pub const FORMAT: u32 = 1;
}

/// Where a value is set: in a text, by a flag, or, without both, by the defaults of the chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Origin {
    /// The path of the value.
    pub path: String,
    /// The value.
    #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
    pub value: Value,
    /// The range in the values text that sets it.
    pub span: Option<Span>,
    /// The flag that sets it, such as `--set`.
    pub flag: Option<Text>,
}

/// A value in a text that a later text or a flag overrides. A map or list that is replaced or removed is one value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Overridden {
    /// The path of the value.
    pub path: String,
    /// The range in the values text, from the key to the end of the value.
    pub span: Span,
    /// The key in a later text that overrides it.
    pub by: Option<Span>,
    /// The flag that overrides it, such as `--set`.
    pub flag: Option<Text>,
}
