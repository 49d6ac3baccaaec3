//! Carriers that cannot be read, and streams that cannot be put together.

use super::Rule;
use crate::diagnostic::Severity;

/// The document is not one that the chart rendered.
pub(crate) const UNREADABLE: Rule = Rule {
    code: "D0001",
    name: "carrier-unreadable",
    severity: Severity::Error,
    doc: doc!(
        "A document of the carrier's API group has to be a mapping with the payload under `data`, as the chart renders it."
    ),
};

/// The payload was cut or changed.
pub(crate) const NOT_BASE64: Rule = Rule {
    code: "D0002",
    name: "carrier-not-base64",
    severity: Severity::Error,
    doc: doc!("Something between the chart and the post-renderer cut or changed the payload."),
};

/// The payload was cut or changed.
pub(crate) const NOT_JSON: Rule = Rule {
    code: "D0003",
    name: "carrier-not-json",
    severity: Severity::Error,
    doc: doc!("Something between the chart and the post-renderer cut or changed the payload."),
};

/// The chart is newer than the core.
pub(crate) const NEWER_FORMAT: Rule = Rule {
    code: "D0004",
    name: "carrier-newer",
    severity: Severity::Error,
    doc: doc!(
        "The chart is newer than the post-renderer, which therefore cannot know what the payload means."
    ),
};

/// The payload lacks a field.
pub(crate) const INCOMPLETE: Rule = Rule {
    code: "D0005",
    name: "carrier-incomplete",
    severity: Severity::Error,
    doc: doc!("The payload is not what the chart's carrier template renders."),
};

/// The template and the core disagree on names.
pub(crate) const NAMES_DIFFER: Rule = Rule {
    code: "D0006",
    name: "names-differ",
    severity: Severity::Error,
    doc: doc!(
        "The chart's helper and the core compose every name for themselves; if they differ, NOTES and `helm test` would point at nothing."
    ),
};

/// An object stands twice in the stream.
pub(crate) const DUPLICATE: Rule = Rule {
    code: "D0007",
    name: "duplicate-object",
    severity: Severity::Error,
    doc: doc!(
        "Helm accepts the same object twice in silence, and which one the cluster gets is a matter of luck."
    ),
};

/// The randomness could be guessed.
pub(crate) const SHORT_ENTROPY: Rule = Rule {
    code: "D0009",
    name: "entropy-too-short",
    severity: Severity::Error,
    doc: doc!(
        "Generated credentials are made of the randomness that comes with the values. From less than 32 characters they could be guessed."
    ),
};

/// The cluster's version cannot be read.
pub(crate) const KUBERNETES_UNREADABLE: Rule = Rule {
    code: "D0008",
    name: "kubernetes-version-unreadable",
    severity: Severity::Error,
    doc: doc!("Probes are written by the version of Kubernetes, which Helm names in the carrier."),
};

/// The carrier is inside another document.
pub(crate) const WRAPPED: Rule = Rule {
    code: "D0013",
    name: "carrier-wrapped",
    severity: Severity::Error,
    doc: doc!(
        "dagu-post replaces the carrier where it is a document of its own, as Helm prints it. Inside a List, a ResourceList of KRM functions or a JSON array it would stay as it is, and no cluster knows its kind."
    ),
};

/// Something else worked on the carrier first.
pub(crate) const CHANGED: Rule = Rule {
    code: "D0014",
    name: "carrier-changed",
    severity: Severity::Error,
    doc: doc!(
        "Kustomize, Argo CD or Flux put a namespace, a name prefix, labels or annotations on every document. On the carrier they would be lost: the objects are made from what Helm knew of the release."
    ),
};
