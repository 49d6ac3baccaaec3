//! A container image.

use crate::keys::{choice, keys};

keys! {
    /// An image reference, in parts that can be overridden separately.
    pub(crate) struct Image {
        /// Registry and repository of the image.
        "repository" repository: Option<String> { example: r#""registry.example.com/dagu""# };
        /// Tag of the image. If empty, the chart's `appVersion`, or no tag if `digest` is set.
        "tag" tag: Option<String> { example: r#""2.4.3""# };
        /// Digest of the image, such as `sha256:…`, which pins it even if the tag moves. It needs `daguVersion` unless the tag is a version.
        "digest" digest: Option<String> {
            example: r#""sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08""#
        };
        /// Pull policy of the image: `Always`, `IfNotPresent` or `Never`. If empty, Kubernetes chooses one by the tag.
        "pullPolicy" pull_policy: Option<PullPolicy> { example: r#""Always""# };
    }
}

impl Image {
    /// The tag; `default` if there is neither tag nor digest.
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

choice! {
    /// `imagePullPolicy` of a container.
    pub(crate) enum PullPolicy {
        /// Kubernetes chooses.
        Unset = "",
        /// At every start.
        Always = "Always",
        /// When the node does not have it.
        IfNotPresent = "IfNotPresent",
        /// Never.
        Never = "Never",
    }
}
