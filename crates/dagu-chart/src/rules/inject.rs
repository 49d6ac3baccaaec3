//! What can be wrong with `inject`, once the stream is known.

use super::Rule;
use crate::diagnostic::Severity;

/// The entry lacks something.
pub(crate) const MALFORMED: Rule = Rule {
    code: "D0601",
    name: "inject-malformed",
    severity: Severity::Error,
    doc: doc!(
        "An entry of `inject` names a workload and what it gets: `auth: true`, `persistence.mountPath`, or both."
    ),
};

/// The workload is not in the stream.
pub(crate) const TARGET: Rule = Rule {
    code: "D0602",
    name: "inject-target",
    severity: Severity::Error,
    doc: doc!(
        "A workload of another chart can get something only where Helm renders it together with this release, as a document of its own and in the same namespace, since pods reach no Secret and no claim of another."
    ),
};

/// The workload is a hook.
pub(crate) const HOOK: Rule = Rule {
    code: "D0603",
    name: "inject-hook",
    severity: Severity::Error,
    doc: doc!(
        "Helm 3 shows hooks to no post-renderer, and a hook runs when the release's Secrets and claim may not exist yet, so hooks are never changed."
    ),
};

/// The container is not in the workload.
pub(crate) const CONTAINER: Rule = Rule {
    code: "D0604",
    name: "inject-container",
    severity: Severity::Error,
    doc: doc!(
        "Credentials and the volume are for one container, which has to be known: by its name, or by being the only one."
    ),
};

/// Something of the same name is there.
pub(crate) const CONFLICT: Rule = Rule {
    code: "D0605",
    name: "inject-conflict",
    severity: Severity::Error,
    doc: doc!(
        "A variable, a mount or a volume of the workload has the place that an entry of `inject` needs. What its own chart gave it is never replaced."
    ),
};

/// The document cannot be changed.
pub(crate) const DOCUMENT: Rule = Rule {
    code: "D0606",
    name: "foreign-unreadable",
    severity: Severity::Error,
    doc: doc!(
        "A document of another chart is to be changed, and cannot be read as Helm reads it or says one thing twice."
    ),
};

/// There is no stream to look into.
pub(crate) const ELSEWHERE: Rule = Rule {
    code: "D0607",
    name: "foreign-elsewhere",
    severity: Severity::Note,
    doc: doc!(
        "Objects of other charts are changed where Helm renders them. Rendered from values alone, this release stands for itself."
    ),
};
