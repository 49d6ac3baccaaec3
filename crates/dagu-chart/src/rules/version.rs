//! Versions of Dagu, and what a version cannot do.

use super::Rule;
use crate::diagnostic::Severity;

/// The version cannot be told from the image.
pub(crate) const UNKNOWN_VERSION: Rule = Rule {
    code: "D0501",
    name: "unknown-version",
    severity: Severity::Error,
    doc: doc!(
        "Which settings, ports and probes are right depends on the version of Dagu in the image, and the tag does not name one."
    ),
};

/// The version is known, but not to this chart.
pub(crate) const UNSUPPORTED_VERSION: Rule = Rule {
    code: "D0502",
    name: "unsupported-version",
    severity: Severity::Error,
    doc: doc!(
        "The chart renders only what it knows the image to understand; a guess could leave a release without authentication."
    ),
};

/// A tag with a `v`, which no published image has.
pub(crate) const TAG_WITH_V: Rule = Rule {
    code: "D0503",
    name: "tag-with-v",
    severity: Severity::Warning,
    doc: doc!("Dagu's releases are named `v2.4.3`, its images `2.4.3`."),
};

/// The version is newer than the chart.
pub(crate) const NEWER_VERSION: Rule = Rule {
    code: "D0510",
    name: "newer-version",
    severity: Severity::Warning,
    doc: doc!(
        "A line of Dagu 2 that the chart does not know yet is rendered as the newest that it knows. What that line renamed is ignored by it."
    ),
};

/// The tag is another version tomorrow.
pub(crate) const MOVING_TAG: Rule = Rule {
    code: "D0511",
    name: "moving-tag",
    severity: Severity::Warning,
    doc: doc!(
        "A tag that moves is another version after the next pull, while the manifests stay those of the version that it was taken for."
    ),
};

/// The image lies in another of Dagu's repositories.
pub(crate) const OTHER_REPOSITORY: Rule = Rule {
    code: "D0512",
    name: "other-repository",
    severity: Severity::Warning,
    doc: doc!(
        "Dagu has changed its image repository several times. A version is found in the one of its time, and probably cannot be pulled from another."
    ),
};

/// The user's word and the tag name different versions.
pub(crate) const DIFFERENT_VERSIONS: Rule = Rule {
    code: "D0513",
    name: "different-versions",
    severity: Severity::Warning,
    doc: doc!(
        "`daguVersion` wins over the tag. Left behind after an upgrade, it makes settings that the image ignores."
    ),
};

/// The digest cannot pin anything.
pub(crate) const DIGEST: Rule = Rule {
    code: "D0514",
    name: "digest-malformed",
    severity: Severity::Error,
    doc: doc!("A digest is `sha256:` and 64 hexadecimal digits. The kubelet refuses any other."),
};
