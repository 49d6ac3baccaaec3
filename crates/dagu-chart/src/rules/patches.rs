//! What can be wrong with `patches`.

use super::Rule;
use crate::diagnostic::Severity;

/// The patch says too little or too much.
pub(crate) const MALFORMED: Rule = Rule {
    code: "D0701",
    name: "patch-malformed",
    severity: Severity::Error,
    doc: doc!(
        "A patch names its objects by `target` and changes them by either `json6902` (RFC 6902) or `merge` (RFC 7386)."
    ),
};

/// The patch changes nothing.
pub(crate) const UNMATCHED: Rule = Rule {
    code: "D0702",
    name: "patch-unmatched",
    severity: Severity::Error,
    doc: doc!(
        "A patch that matches no object does nothing, and what its author meant does not happen. Objects of other charts are matched only with `foreign: true`, hooks and items of a List never."
    ),
};

/// An operation failed.
pub(crate) const FAILED: Rule = Rule {
    code: "D0703",
    name: "patch-failed",
    severity: Severity::Error,
    doc: doc!(
        "An operation found another object than its author had in mind: a `test` failed, or a path leads nowhere."
    ),
};

/// The patch makes another object, or a hook.
pub(crate) const PROTECTED: Rule = Rule {
    code: "D0704",
    name: "patch-protected",
    severity: Severity::Error,
    doc: doc!(
        "A patch changes no object into another and none into a hook: `apiVersion`, `kind`, `metadata.name`, `metadata.namespace` and the annotations `helm.sh/hook…` stay as they are."
    ),
};

/// The workload loses its pods.
pub(crate) const SELECTOR: Rule = Rule {
    code: "D0705",
    name: "patch-selector",
    severity: Severity::Error,
    doc: doc!(
        "Kubernetes changes no selector of a workload, and accepts none that its own pod template does not fit."
    ),
};

/// A credential would be where it does not belong.
pub(crate) const CREDENTIAL: Rule = Rule {
    code: "D0706",
    name: "patch-credential",
    severity: Severity::Error,
    doc: doc!(
        "Credentials stand in the data of Secrets, as `auth` says, are read by reference, and never by a worker, whose steps could read them too."
    ),
};
