//! Strings that have not the format which Kubernetes asks of them.

use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::kubernetes::Format;
use crate::path::Trail;
use crate::shown::shortened;

/// A string of another format.
pub(crate) const FORMAT: Rule = Rule {
    code: "D0122",
    name: "format-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "Names, labels, annotations, paths, addresses, ports and percentages have formats, and Kubernetes refuses the whole object when one of them has another."
    ),
};

/// A text that is not of a format.
pub(crate) fn not_of(format: &Format, text: &str, trail: &Trail<'_>) -> Diagnostic {
    let message = match text {
        "" => format!("an empty string is not {}", format.is),
        text => format!("`{}` is not {}", shortened(text), format.is),
    };
    FORMAT.at(trail.path(), message, format.help)
}
