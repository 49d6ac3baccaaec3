//! The report of a rendering, without credentials.

use serde::{Deserialize, Serialize};

use crate::Diagnostic;

/// What `--report` writes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Report {
    /// Version of this format: 1.
    pub format: u32,
    /// Whether post-rendering succeeded.
    pub ok: bool,
    /// The generated objects, in the order of the stream.
    pub objects: Vec<ObjectSummary>,
    /// The diagnostics, errors first.
    pub diagnostics: Vec<Diagnostic>,
    /// Why the core did not answer; absent if it did.
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

    /// The report if there is no answer, with the reason.
    pub fn failed(error: impl Into<String>) -> Self {
        Self { error: Some(error.into()), ..Self::new(false, Vec::new(), Vec::new()) }
    }
}

/// The object in a generated document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ObjectSummary {
    /// Such as `apps/v1`.
    pub api_version: String,
    /// Such as `Deployment`.
    pub kind: String,
    /// `metadata.name`.
    pub name: String,
    /// Length of its document in the stream, in bytes.
    pub bytes: u32,
}
