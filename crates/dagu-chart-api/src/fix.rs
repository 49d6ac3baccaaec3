//! What can be done about a diagnostic by editing the values text, comments kept.

use serde::{Deserialize, Serialize};

/// How far a fix can be trusted. The order is the order of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Applicability {
    /// To be shown, not applied.
    Display,
    /// Probably meant; a person has to agree.
    Unsafe,
    /// Says what the text already means.
    Safe,
}

/// Edits that end a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Fix {
    /// What they do, a few words.
    pub title: String,
    /// See [`Applicability`].
    pub applicability: Applicability,
    /// Disjoint, by file and place.
    pub edits: Vec<Edit>,
}

/// A part of a text that is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Edit {
    /// Index into [`crate::RenderRequest::values`].
    pub file: u32,
    /// First byte, in UTF-8 bytes from the start of the text.
    pub start: u32,
    /// Byte behind the last.
    pub end: u32,
    /// What takes its place.
    pub text: String,
}
