//! Names that Kubernetes does not take.

use super::{Rule, metadata, release};
use crate::diagnostic::{Diagnostic, Severity};
use crate::values::Values;

/// The first part of all names is not one that a Service can have.
pub(super) const OBJECT_NAMES: Rule = Rule {
    code: "D0107",
    name: "object-names-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "Every object's name starts with the full name of the release. Services take only lowercase letters, digits and dashes, a letter first and no dash last."
    ),
};

/// Checks the full name of a release. A part of it that has a finding of its own is not reported again.
pub(crate) fn check(fullname: &str, release: &str, values: &Values) -> Option<Diagnostic> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let (name, is_composed) = (text(&values.name_override), text(&values.fullname_override).is_empty());
    if is_composed && !(release::is_name(release) && metadata::is_name_override(&name)) {
        return None;
    }
    let allowed = fullname.starts_with(|c: char| c.is_ascii_lowercase())
        && !fullname.ends_with('-')
        && is_plain(fullname);
    (!allowed).then(|| {
        OBJECT_NAMES.at(
            if is_composed && !is_plain(&name) { "nameOverride" } else { "fullnameOverride" },
            format!("`{}` cannot start the names of Services", fullname.escape_debug()),
            "set it to lowercase letters, digits and dashes, starting with a letter",
        )
    })
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
