//! Where a container image comes from.

use serde::{Deserialize, Serialize};

/// An image reference in the parts that Helm users override.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Image {
    /// Registry and repository.
    pub(crate) repository: Option<String>,
    /// Tag. Empty: the chart's `appVersion`.
    pub(crate) tag: Option<String>,
    /// When the kubelet pulls. Empty: Kubernetes decides by the tag.
    pub(crate) pull_policy: Option<PullPolicy>,
}

/// The image of the Pod of `helm test`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct TestImage {
    /// Registry and repository.
    pub(crate) repository: Option<String>,
    /// Tag.
    pub(crate) tag: Option<String>,
    /// When the kubelet pulls. Empty: Kubernetes decides by the tag.
    pub(crate) pull_policy: Option<PullPolicy>,
}

/// `imagePullPolicy` of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) enum PullPolicy {
    /// Left to Kubernetes.
    #[serde(rename = "")]
    Unset,
    /// At every start.
    Always,
    /// When the node does not have it.
    IfNotPresent,
    /// Never.
    Never,
}
