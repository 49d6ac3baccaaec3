//! How a text is read and edited, for whoever compares it with Go; no step of rendering.

use serde_json::{Map, Value};

use crate::yaml;

/// A values file as Helm holds it, or why it is refused.
pub fn values(text: &str) -> Result<Map<String, Value>, String> {
    yaml::read(text).map(|document| document.value).map_err(|error| error.message)
}

/// A manifest as it goes to the API server, or why it is refused.
pub fn manifest(text: &str) -> Result<Map<String, Value>, String> {
    yaml::read_manifest(text).map(|document| document.value).map_err(|error| error.message)
}

/// Whether a key stands twice in a mapping, so that nobody but Helm takes the text.
pub fn has_duplicates(text: &str) -> bool {
    yaml::read_manifest(text).is_ok_and(|document| !document.duplicates.is_empty())
}

/// The text of a manifest with the smallest edits after which it says `wanted`. None where none do it.
pub fn edited(text: &str, wanted: &Map<String, Value>) -> Option<String> {
    let document = yaml::read_manifest(text).ok()?;
    yaml::applied(text, &document.edits(wanted)?)
}
