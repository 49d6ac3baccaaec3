//! An image without a repository.

use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::values::Values;

/// There is nothing to pull.
pub(super) const IMAGE_REPOSITORY: Rule = Rule {
    code: "D0504",
    name: "image-repository-missing",
    severity: Severity::Error,
    doc: doc!("Every component runs the image, so it has to have a repository."),
};

/// Asked before the version is looked for, which the repository may tell.
pub(crate) fn check(values: &Values) -> Option<Diagnostic> {
    let missing = values.image.repository.as_deref().unwrap_or_default().is_empty();
    missing.then(|| {
        IMAGE_REPOSITORY.at(
            "image.repository",
            "the image has no repository",
            "set it, or remove the line to take the chart's default",
        )
    })
}
