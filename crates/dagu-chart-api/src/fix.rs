//! Fixes of diagnostics as edits of the values text, which keep comments.

use serde::{Deserialize, Serialize};

/// How safe a fix is, in ascending order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Applicability {
    /// Only to be displayed.
    Display,
    /// Probably what the user means; needs confirmation.
    Unsafe,
    /// Keeps the meaning of the text.
    Safe,
}

/// Edits that resolve a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Fix {
    /// A short description.
    pub title: String,
    /// See [`Applicability`].
    pub applicability: Applicability,
    /// Disjoint, sorted by file and position.
    pub edits: Vec<Edit>,
}

/// A replacement of a part of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Edit {
    /// Index into [`crate::RenderRequest::values`].
    pub file: u32,
    /// First byte, in UTF-8 bytes from the start of the text.
    pub start: u32,
    /// First byte after the replaced part.
    pub end: u32,
    /// The new text.
    pub text: String,
}
