//! Fields that Kubernetes does not take beside others, or not without.

use super::Rule;
use crate::diagnostic::Severity;

/// A field that does not go with another.
pub(crate) const TOGETHER: Rule = Rule {
    code: "D0123",
    name: "not-together",
    severity: Severity::Error,
    doc: doc!(
        "Some fields depend on another one: a rolling update on the strategy's type, the values of a selector on its operator, the probes of an init container on its `restartPolicy`. Kubernetes refuses the whole object when they contradict each other."
    ),
};
