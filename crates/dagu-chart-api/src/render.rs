//! Values texts to manifests, where there is no Helm.

use serde::{Deserialize, Serialize};

use crate::{Diagnostic, ObjectSummary, SetArgument};

/// Values text and all that Helm would have said about the release, for places without Helm.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(optional_fields))]
pub struct RenderRequest {
    /// Values files, in Helm's order: a later one wins.
    pub values: Vec<ValuesText>,
    /// `--set…` arguments. They win over the files, the later kinds of [`crate::SetKind`] over the earlier ones, and of one
    /// kind the last argument.
    pub set: Vec<SetArgument>,
    /// Name of the release. Default: `dagu`.
    pub release_name: Option<String>,
    /// Namespace of the release. Default: `default`.
    pub namespace: Option<String>,
    /// Version of Kubernetes, as `v1.35.0`. Default: the newest that the core knows.
    pub kube_version: Option<String>,
    /// Version of Dagu, when it is not to be taken from the image (the page's input).
    pub dagu_version: Option<String>,
    /// At least 32 random letters and digits for credentials that have to be generated.
    /// Without them, a generated Secret stands without its data.
    pub entropy: Option<String>,
    /// Warnings count as errors.
    pub strict: bool,
}

/// One values file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ValuesText {
    /// What the user calls it, usually its path.
    pub name: String,
    /// Its text, YAML as Go's YAML 1.1 reader sees it.
    pub text: String,
}

/// What a [`RenderRequest`] comes to.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RenderResponse {
    /// Whether manifests were made: false exactly when a diagnostic is an error.
    pub ok: bool,
    /// The manifests as one YAML stream; empty when not `ok`.
    pub manifests: String,
    /// One entry per document of `manifests`, in its order.
    pub objects: Vec<ObjectSummary>,
    /// What there is to say, errors first.
    pub diagnostics: Vec<Diagnostic>,
}
