//! Values that do not have the shape of the chart's values.

use super::Rule;
use crate::diagnostic::Severity;

/// A key that the chart does not have.
pub(crate) const UNKNOWN_KEY: Rule = Rule {
    code: "D0102",
    name: "unknown-key",
    severity: Severity::Error,
    doc: doc!(
        "A key that neither the chart nor Kubernetes has would be ignored, and what its author meant would not happen."
    ),
};

/// A value of another type than its key has.
pub(crate) const WRONG_TYPE: Rule = Rule {
    code: "D0103",
    name: "wrong-type",
    severity: Severity::Error,
    doc: doc!(
        "A value has another type than its key takes. YAML turns unquoted words such as `true` and `1.30` into booleans and numbers."
    ),
};

/// A value outside of what its key takes.
pub(crate) const NOT_ALLOWED: Rule = Rule {
    code: "D0104",
    name: "value-not-allowed",
    severity: Severity::Error,
    doc: doc!("A value is outside of the list or the range that its key takes."),
};

/// A key that Kubernetes requires.
pub(crate) const MISSING_KEY: Rule = Rule {
    code: "D0120",
    name: "missing-key",
    severity: Severity::Error,
    doc: doc!("A part of a pod lacks a key without which Kubernetes refuses the whole object."),
};

/// Several of what may be there once.
pub(crate) const ONE_OF: Rule = Rule {
    code: "D0121",
    name: "more-than-one",
    severity: Severity::Error,
    doc: doc!(
        "A probe asks in one way, a volume has one source, a variable comes from one place: Kubernetes refuses an object that names two. Maps of the values merge, so one of them may be inherited; `null` removes it."
    ),
};
