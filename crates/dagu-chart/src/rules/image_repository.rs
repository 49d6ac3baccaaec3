//! An image without a repository.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::path::ValuePath;

/// There is nothing to pull.
pub(super) const IMAGE_REPOSITORY: Rule = Rule {
    code: "D0504",
    name: "image-repository-missing",
    severity: Severity::Error,
    doc: "Every component runs the image, so it has to have a repository.",
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if subject.values.image.repository.as_deref().unwrap_or_default().is_empty() {
        diagnostics.push(IMAGE_REPOSITORY.at(
            &ValuePath::of("image.repository"),
            "the image has no repository",
            "set it, or remove the line to take the chart's default",
        ));
    }
}
