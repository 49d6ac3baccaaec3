//! Versions of Dagu, and what a version cannot do.

use super::Rule;
use crate::diagnostic::Severity;

/// The version cannot be told from the image.
pub(crate) const UNKNOWN_VERSION: Rule = Rule {
    code: "D0501",
    name: "unknown-version",
    severity: Severity::Error,
    doc: "Which settings, ports and probes are right depends on the version of Dagu in the image, and the tag does not name one.",
};

/// The version is known, but not to this chart.
pub(crate) const UNSUPPORTED_VERSION: Rule = Rule {
    code: "D0502",
    name: "unsupported-version",
    severity: Severity::Error,
    doc: "The chart renders only what it knows the image to understand; a guess could leave a release without authentication.",
};

/// A tag with a `v`, which no published image has.
pub(crate) const TAG_WITH_V: Rule = Rule {
    code: "D0503",
    name: "tag-with-v",
    severity: Severity::Warning,
    doc: "Dagu's releases are named `v2.4.3`, its images `2.4.3`.",
};
