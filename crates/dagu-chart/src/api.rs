//! What the hosts and the page ask of the core, and what they get: the types on both sides of the guest.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::diagnostic::Diagnostic;

/// How [`crate::post_render`] treats a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PostRenderOptions {
    /// Warnings count as errors.
    pub strict: bool,
}

impl PostRenderOptions {
    /// Reads options that came as JSON; null are the defaults. The error names the key that does not fit.
    pub fn read(json: &Value) -> Result<Self, String> {
        let options = Option::<Self>::deserialize(json).map_err(|error| error.to_string())?;
        Ok(options.unwrap_or_default())
    }
}

/// Values text and all that Helm would have said about the release, for places without Helm.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(ts_rs::TS), ts(optional_fields))]
pub struct RenderRequest {
    /// Values files, in Helm's order: a later one wins.
    pub values: Vec<ValuesText>,
    /// `--set…` arguments. They win over the files, the later kinds of [`SetKind`] over the earlier ones, and of one kind
    /// the last argument.
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

impl RenderRequest {
    /// Reads a request that came as JSON. The error names the key that does not fit.
    pub fn read(json: &Value) -> Result<Self, String> {
        Self::deserialize(json).map_err(|error| error.to_string())
    }
}

/// One values file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "codegen", derive(ts_rs::TS))]
pub struct ValuesText {
    /// What the user calls it, usually its path.
    pub name: String,
    /// Its text, YAML as Go's YAML 1.1 reader sees it.
    pub text: String,
}

/// One `--set…` argument.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "codegen", derive(ts_rs::TS))]
pub struct SetArgument {
    /// Which flag it came with.
    pub kind: SetKind,
    /// Its text, as `workerPools.gpu.replicas=2`.
    pub text: String,
    /// The texts of the files that a `--set-file` argument names, by the path as it stands there.
    #[serde(default)]
    #[cfg_attr(feature = "codegen", ts(optional, as = "Option<BTreeMap<String, String>>"))]
    pub files: BTreeMap<String, String>,
}

/// The flag of a [`SetArgument`], in the order in which Helm applies them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "codegen", derive(ts_rs::TS))]
pub enum SetKind {
    /// `--set-json`: values are JSON, or the argument is a whole map.
    Json,
    /// `--set`: values are typed.
    Set,
    /// `--set-string`: values stay strings.
    String,
    /// `--set-file`: values are the texts of files.
    File,
    /// `--set-literal`: everything behind the first `=` is the value.
    Literal,
}

impl SetKind {
    /// The flag as it is typed.
    pub fn flag(self) -> &'static str {
        match self {
            Self::Json => "--set-json",
            Self::Set => "--set",
            Self::String => "--set-string",
            Self::File => "--set-file",
            Self::Literal => "--set-literal",
        }
    }
}

/// What [`crate::render`] gives.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "codegen", derive(ts_rs::TS))]
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

/// Which object a generated document holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(ts_rs::TS))]
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

/// What `--report` writes: everything that is known about one post-rendering, credentials left out.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "codegen", derive(ts_rs::TS))]
pub struct Report {
    /// Version of this format: 1.
    pub format: u32,
    /// Whether a stream was made.
    pub ok: bool,
    /// The generated objects, in their order.
    pub objects: Vec<ObjectSummary>,
    /// What there is to say, errors first.
    pub diagnostics: Vec<Diagnostic>,
}
