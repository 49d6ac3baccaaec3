//! Errors that several checks of Kubernetes types report.

use super::Format;
use crate::diagnostic::{Finding, Rule, Severity};
use crate::invalid::nearest;
use crate::path::Trail;
use crate::shown::{shortened, template_help};

/// A required key is missing.
pub(crate) const MISSING_KEY: Rule = Rule {
    code: "D0120",
    name: "missing-key",
    severity: Severity::Error,
    doc: doc!("A required field is missing. Kubernetes rejects the whole object."),
};

/// More than one of several exclusive fields.
pub(crate) const ONE_OF: Rule = Rule {
    code: "D0121",
    name: "more-than-one",
    severity: Severity::Error,
    doc: doc!(
        "Kubernetes allows only one of these fields, such as one handler of a probe, one source of a volume or one source of a variable. It rejects an object that sets two."
    ),
};

/// A string of the wrong format.
pub(crate) const FORMAT: Rule = Rule {
    code: "D0122",
    name: "format-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "Names, labels, annotations, paths, addresses, ports, percentages and the data of Secrets must have a certain format. Kubernetes rejects the whole object if one of them does not."
    ),
};

/// A field that contradicts another one.
pub(crate) const TOGETHER: Rule = Rule {
    code: "D0123",
    name: "not-together",
    severity: Severity::Error,
    doc: doc!(
        "Some fields depend on another field, such as `rollingUpdate` on the strategy's type, the values of a selector on its operator, or the probes of an init container on its `restartPolicy`. Kubernetes rejects the whole object if they contradict each other."
    ),
};

/// A field of an object that its type does not have.
pub(crate) const UNKNOWN_FIELD: Rule = Rule {
    code: "D0124",
    name: "unknown-field",
    severity: Severity::Warning,
    doc: doc!(
        "The newest Kubernetes that the chart knows does not have this field in this object. Helm 3 deploys the object without it, and Helm 4 stops with `field not declared in schema`."
    ),
};

/// Two equal items in a list.
pub(crate) const ITEM_TWICE: Rule = Rule {
    code: "D0424",
    name: "item-twice",
    severity: Severity::Error,
    doc: doc!(
        "Kubernetes identifies the items of this list by name or path. If two are equal, one of them is lost or the whole object is rejected."
    ),
};

/// A mount without its volume.
pub(crate) const VOLUME_MISSING: Rule = Rule {
    code: "D0426",
    name: "volume-missing",
    severity: Severity::Error,
    doc: doc!("A container mounts a volume that its pod does not have. Kubernetes rejects the whole object."),
};

/// A resource claim that the pod does not have.
pub(crate) const CLAIM_MISSING: Rule = Rule {
    code: "D0440",
    name: "resource-claim-missing",
    severity: Severity::Error,
    doc: doc!(
        "A container uses a resource claim that its pod does not have. Kubernetes rejects the whole object."
    ),
};

/// A hook that sleeps longer than the grace period.
pub(crate) const LONG_SLEEP: Rule = Rule {
    code: "D0441",
    name: "sleep-above-grace-period",
    severity: Severity::Error,
    doc: doc!(
        "A pod has `terminationGracePeriodSeconds` to stop, 30 by default. Kubernetes rejects a lifecycle hook that sleeps longer."
    ),
};

/// Every code of this module.
#[cfg(any(feature = "docs", test))]
pub(crate) const RULES: &[&Rule] = &[
    &MISSING_KEY,
    &ONE_OF,
    &FORMAT,
    &TOGETHER,
    &UNKNOWN_FIELD,
    &ITEM_TWICE,
    &VOLUME_MISSING,
    &CLAIM_MISSING,
    &LONG_SLEEP,
];

/// A field that is not among the `known` ones.
pub(super) fn unknown_field(key: &str, known: &[&str], trail: &Trail<'_>) -> Finding {
    let help = match nearest(key, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "correct or remove it, unless your cluster is newer and has it".to_owned(),
    };
    UNKNOWN_FIELD.at(
        Trail::Key(trail, key).path(),
        format!("Kubernetes has no field `{}` here", shortened(key)),
        help,
    )
}

/// The diagnostic of a text of the wrong format.
pub(crate) fn not_of(format: &Format, text: &str, trail: &Trail<'_>) -> Finding {
    let message = match text {
        "" => format!("expected {}, found an empty string", format.is),
        _ if !format.may_be_shown() => format!("the value is not {}", format.is),
        text => format!("`{}` is not {}", shortened(text), format.is),
    };
    FORMAT.at(trail.path(), message, template_help(text).unwrap_or(format.help))
}
