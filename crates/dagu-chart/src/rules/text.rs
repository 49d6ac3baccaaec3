//! Values text that cannot be read.

use super::Rule;
use crate::diagnostic::Severity;

/// The text is not YAML.
pub(crate) const NOT_YAML: Rule = Rule {
    code: "D0101",
    name: "not-yaml",
    severity: Severity::Error,
    doc: doc!("A values file has to be one YAML mapping as Helm reads it."),
};

/// A key stands twice in a map.
pub(crate) const DUPLICATE_KEY: Rule = Rule {
    code: "D0105",
    name: "duplicate-key",
    severity: Severity::Warning,
    doc: doc!("Helm takes the last of two equal keys in silence, so the first one does nothing."),
};

/// A `--set` argument cannot be read.
pub(crate) const SET_MALFORMED: Rule = Rule {
    code: "D0106",
    name: "set-malformed",
    severity: Severity::Error,
    doc: doc!("A `--set` argument has to be `path=value`, as Helm reads it."),
};
