//! Where a container image comes from.

use crate::typed::Typed;

/// An image reference in the parts that Helm users override.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Image {
    /// Registry and repository.
    pub(crate) repository: Option<String>,
    /// Tag. Empty: the chart's `appVersion`, or none beside a `digest`.
    pub(crate) tag: Option<String>,
    /// Digest as `sha256:…`: pins the image whatever its tag becomes. Without a tag that is a version it needs `daguVersion`.
    pub(crate) digest: Option<String>,
    /// When the kubelet pulls. Empty: Kubernetes decides by the tag.
    pub(crate) pull_policy: Option<PullPolicy>,
}

impl Image {
    /// The tag; `default` where there is neither tag nor digest.
    pub(crate) fn tag<'v>(&'v self, default: &'v str) -> &'v str {
        let tag = self.tag.as_deref().unwrap_or_default();
        if tag.is_empty() && !self.has_digest() { default } else { tag }
    }

    /// Whether a digest pins the image.
    pub(crate) fn has_digest(&self) -> bool {
        self.digest.as_deref().is_some_and(|digest| !digest.is_empty())
    }

    /// The image as a container names it: `repository:tag@digest`.
    pub(crate) fn reference(&self, tag: &str) -> String {
        let mut reference = self.repository.clone().unwrap_or_default();
        for (separator, part) in [(':', tag), ('@', self.digest.as_deref().unwrap_or_default())] {
            if !part.is_empty() {
                reference.push(separator);
                reference.push_str(part);
            }
        }
        reference
    }
}

/// The image of the Pod of `helm test`.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct TestImage {
    /// Registry and repository.
    pub(crate) repository: Option<String>,
    /// Tag.
    pub(crate) tag: Option<String>,
    /// Digest as `sha256:…`.
    pub(crate) digest: Option<String>,
    /// When the kubelet pulls. Empty: Kubernetes decides by the tag.
    pub(crate) pull_policy: Option<PullPolicy>,
}

/// `imagePullPolicy` of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Typed)]
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

impl PullPolicy {
    /// As Kubernetes spells it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            PullPolicy::Unset => "",
            PullPolicy::Always => "Always",
            PullPolicy::IfNotPresent => "IfNotPresent",
            PullPolicy::Never => "Never",
        }
    }
}
