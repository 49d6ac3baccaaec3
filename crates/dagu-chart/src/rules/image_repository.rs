//! An image without a repository.

use super::Rule;
use crate::diagnostic::{Finding, Severity};
use crate::values::Values;

/// No node could pull the image.
pub(super) const IMAGE_REPOSITORY: Rule = Rule {
    code: "D0504",
    name: "image-repository-missing",
    severity: Severity::Error,
    doc: doc!(
        "All components run this image, so its repository must be set. Remove `image.repository` from the values to use the chart's default."
    ),
};

/// Runs before the version of Dagu is read from repository and tag.
pub(crate) fn check(values: &Values) -> Option<Finding> {
    let missing = values.image.repository.as_deref().unwrap_or_default().is_empty();
    missing.then(|| {
        IMAGE_REPOSITORY.at(
            "image.repository",
            "the image repository is empty",
            "set `image.repository`, or remove the key to use the chart's default",
        )
    })
}
