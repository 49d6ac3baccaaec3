//! What `helm dagu ui` and the page that it serves exchange. The core has no part in it.

use serde::{Deserialize, Serialize};

/// Values that the page edits: a file, or those of a release. The answer lists the files in Helm's order.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct LocalDocument {
    /// Its name for people: that of a file as typed on the command line, or the release and where it is.
    pub name: String,
    /// What no other document has: the path of a file from the root, or what a release has until the program ends.
    pub path: String,
    /// The text of the values.
    pub text: String,
    /// Another one after each change of the text, and in each program.
    pub version: String,
    /// Whether it is a file, which the page can write.
    pub is_file: bool,
}

/// A new text of the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct LocalEdit {
    /// The path of the document.
    pub path: String,
    /// The version of the text that was edited.
    pub version: String,
    /// The text to write.
    pub text: String,
}
