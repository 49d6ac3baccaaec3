//! Parsing and editing of texts, for tests that compare it with Go. Not part of rendering.

use serde_json::{Map, Value};

use crate::yaml;

/// Parses a values file as Helm does, or returns the error.
pub fn values(text: &str) -> Result<Map<String, Value>, String> {
    yaml::read(text).map(|document| document.value).map_err(|error| error.message)
}

/// Parses a manifest as the API server does, or returns the error.
pub fn manifest(text: &str) -> Result<Map<String, Value>, String> {
    yaml::read_manifest(text).map(|document| document.value).map_err(|error| error.message)
}

/// Whether a mapping has a duplicate key, which only Helm accepts.
pub fn has_duplicates(text: &str) -> bool {
    yaml::read_manifest(text).is_ok_and(|document| !document.noted.duplicates.is_empty())
}

/// The text of a manifest after the smallest edits that turn it into `wanted`. None if there are none.
pub fn edited(text: &str, wanted: &Map<String, Value>) -> Option<String> {
    let document = yaml::read_manifest(text).ok()?;
    yaml::applied(text, &document.edits(wanted)?)
}
