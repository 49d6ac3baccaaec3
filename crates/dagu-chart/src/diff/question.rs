//! What is asked of `diff`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Two sets of objects, and what is known of the cluster that has the first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
pub struct Question {
    /// The manifests of the revision that Helm starts from.
    pub before: String,
    /// The manifests that are wanted.
    pub after: String,
    /// The namespace of every object that names none; empty where it is not known.
    pub namespace: String,
    /// The objects of the release that the cluster has, with `managedFields`; none where nobody asked it.
    pub live: Option<Vec<Value>>,
    /// How Helm would bring the objects to what is wanted.
    pub apply: Option<Apply>,
    /// Whether credentials are shown.
    pub show_secrets: bool,
}

/// How Helm changes an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Apply {
    /// By a patch that Helm computes: what others changed is changed back.
    Client,
    /// By server-side apply: what others changed is a conflict.
    Server,
    /// By server-side apply with `--force-conflicts`.
    Force,
}

impl Question {
    /// Reads a question that came as JSON. The error names the key that does not fit.
    pub fn read(json: &Value) -> Result<Self, String> {
        Self::deserialize(json).map_err(|error| error.to_string())
    }
}
