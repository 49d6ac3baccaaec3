//! Names that Kubernetes does not take.

use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};

/// The first part of all names is not one that a Service can have.
pub(super) const OBJECT_NAMES: Rule = Rule {
    code: "D0107",
    name: "object-names-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "Every object's name starts with the full name of the release. Services take only lowercase letters, digits and dashes, a letter first and no dash last."
    ),
};

/// Checks the full name of a release.
pub(crate) fn check(fullname: &str) -> Option<Diagnostic> {
    let allowed = fullname.starts_with(|c: char| c.is_ascii_lowercase())
        && !fullname.ends_with('-')
        && fullname.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    (!allowed).then(|| {
        OBJECT_NAMES.at(
            "fullnameOverride",
            format!("`{}` cannot start the names of Services", fullname.escape_debug()),
            "set it to lowercase letters, digits and dashes, starting with a letter",
        )
    })
}
