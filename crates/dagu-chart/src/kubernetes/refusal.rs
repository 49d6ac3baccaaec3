//! What Kubernetes refuses in a part of an object, as far as several checks of its types say it.

use super::Format;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::path::Trail;
use crate::shown::shortened;

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
        "A probe asks in one way, a volume has one source, a variable comes from one place: Kubernetes refuses an object that names two."
    ),
};

/// A string of another format.
pub(crate) const FORMAT: Rule = Rule {
    code: "D0122",
    name: "format-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "Names, labels, annotations, paths, addresses, ports, percentages and the data of Secrets have formats, and Kubernetes refuses the whole object when one of them has another."
    ),
};

/// A field that does not go with another.
pub(crate) const TOGETHER: Rule = Rule {
    code: "D0123",
    name: "not-together",
    severity: Severity::Error,
    doc: doc!(
        "Some fields depend on another one: a rolling update on the strategy's type, the values of a selector on its operator, the probes of an init container on its `restartPolicy`. Kubernetes refuses the whole object when they contradict each other."
    ),
};

/// The same name twice in a list.
pub(crate) const ITEM_TWICE: Rule = Rule {
    code: "D0424",
    name: "item-twice",
    severity: Severity::Error,
    doc: doc!(
        "Kubernetes tells the items of these lists apart by their names or paths. Of two alike, one is lost or the whole object is refused."
    ),
};

/// A mount without its volume.
pub(crate) const VOLUME_MISSING: Rule = Rule {
    code: "D0426",
    name: "volume-missing",
    severity: Severity::Error,
    doc: doc!("Kubernetes refuses a container that mounts a volume which its pod does not have."),
};

/// A claim to a device that the pod does not have.
pub(crate) const CLAIM_MISSING: Rule = Rule {
    code: "D0440",
    name: "resource-claim-missing",
    severity: Severity::Error,
    doc: doc!("Kubernetes refuses a container that uses a claim to a device which its pod does not have."),
};

/// A hook that sleeps for longer than the pod may take to stop.
pub(crate) const LONG_SLEEP: Rule = Rule {
    code: "D0441",
    name: "sleep-above-grace-period",
    severity: Severity::Error,
    doc: doc!(
        "A pod has `terminationGracePeriodSeconds` to stop, 30 by default, and Kubernetes refuses a hook that sleeps for longer."
    ),
};

/// Every code of this module.
#[cfg(any(feature = "docs", test))]
pub(crate) const RULES: &[&Rule] =
    &[&MISSING_KEY, &ONE_OF, &FORMAT, &TOGETHER, &ITEM_TWICE, &VOLUME_MISSING, &CLAIM_MISSING, &LONG_SLEEP];

/// A text that is not of a format.
pub(crate) fn not_of(format: &Format, text: &str, trail: &Trail<'_>) -> Diagnostic {
    let message = match text {
        "" => format!("an empty string is not {}", format.is),
        _ if !format.may_be_shown() => format!("the value is not {}", format.is),
        text => format!("`{}` is not {}", shortened(text), format.is),
    };
    let help = match text.contains("{{") {
        true => "write the text itself: templates are not expanded in values",
        false => format.help,
    };
    FORMAT.at(trail.path(), message, help)
}
