//! Rendering of values texts without Helm.

use serde::{Deserialize, Serialize};

use crate::{Diagnostic, ObjectSummary, SetArgument};

/// Values as text, and what Helm would otherwise provide about the release.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct RenderRequest {
    /// Values files in Helm's order: a later one overrides an earlier one.
    pub values: Vec<ValuesText>,
    /// `--set…` arguments. They override the files, later kinds of [`crate::SetKind`] override earlier ones, and of one
    /// kind the last argument is used.
    pub set: Vec<SetArgument>,
    /// Name of the release. Default: `dagu`.
    pub release_name: Option<String>,
    /// Namespace of the release. Default: `default`.
    pub namespace: Option<String>,
    /// Kubernetes version, such as `v1.35.0`. Default: the newest that the core knows.
    pub kube_version: Option<String>,
    /// Dagu version that overrides the one of the image (an input of the page).
    pub dagu_version: Option<String>,
    /// At least 32 random letters and digits to generate credentials from.
    /// Without them, a generated Secret has no data.
    pub entropy: Option<String>,
    /// Whether warnings are treated as errors.
    pub strict: bool,
    /// Whether only the diagnostics are wanted: nothing is printed then.
    pub check: bool,
}

impl RenderRequest {
    /// The release name if none is given.
    pub const RELEASE_NAME: &str = "dagu";
    /// The namespace if none is given.
    pub const NAMESPACE: &str = "default";
    /// The Kubernetes version if none is given: the newest tested one.
    pub const KUBE_VERSION: &str = "v1.37.2";
}

/// One values file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ValuesText {
    /// Its name for the user, usually the path.
    pub name: String,
    /// Its text, parsed like Go's YAML 1.1 parser does.
    pub text: String,
}

/// The result of a [`RenderRequest`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RenderResponse {
    /// Whether rendering succeeded: false exactly if a diagnostic is an error.
    pub ok: bool,
    /// The manifests as one YAML stream; empty when not `ok`.
    pub manifests: String,
    /// One entry per document of `manifests`, in its order.
    pub objects: Vec<ObjectSummary>,
    /// The diagnostics, errors first.
    pub diagnostics: Vec<Diagnostic>,
}
