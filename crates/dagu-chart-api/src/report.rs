//! Everything that is known about one rendering, credentials left out.

use serde::{Deserialize, Serialize};

use crate::Diagnostic;

/// What `--report` writes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Report {
    /// Version of this format: 1.
    pub format: u32,
    /// Whether a stream was made.
    pub ok: bool,
    /// The generated objects, in their order.
    pub objects: Vec<ObjectSummary>,
    /// What there is to say, errors first.
    pub diagnostics: Vec<Diagnostic>,
    /// Why the core gave no answer; absent where it gave one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub error: Option<String>,
}

impl Report {
    const FORMAT: u32 = 1;

    /// The report of an answer.
    pub fn new(ok: bool, objects: Vec<ObjectSummary>, diagnostics: Vec<Diagnostic>) -> Self {
        Self { format: Self::FORMAT, ok, objects, diagnostics, error: None }
    }

    /// The report where there is no answer, with the reason.
    pub fn failed(error: impl Into<String>) -> Self {
        Self { error: Some(error.into()), ..Self::new(false, Vec::new(), Vec::new()) }
    }
}

/// Which object a generated document holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ObjectSummary {
    /// As `apps/v1`.
    pub api_version: String,
    /// As `Deployment`.
    pub kind: String,
    /// `metadata.name`.
    pub name: String,
    /// Length of its document in the stream, in bytes.
    pub bytes: u32,
}
