//! A full name with which Kubernetes rejects the Services.

use super::{Rule, metadata, release};
use crate::diagnostic::{Finding, Severity};
use crate::values::Values;

/// All object names start with the full name, and a Service cannot have such a name.
pub(super) const OBJECT_NAMES: Rule = Rule {
    code: "D0107",
    name: "object-names-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "The name of every object starts with the full name of the release, so the full name must be a valid name for a Service: it must consist of lowercase letters, digits and `-`, start with a letter, and not end with `-`. Set `fullnameOverride` to such a name."
    ),
};

/// Checks the full name of a release. A part of it that another rule reports is not reported again.
pub(crate) fn check(fullname: &str, release: &str, values: &Values) -> Option<Finding> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let (name, is_composed) = (text(&values.name_override), text(&values.fullname_override).is_empty());
    if is_composed && !(release::is_name(release) && metadata::is_name_override(&name)) {
        return None;
    }
    let allowed = fullname.starts_with(|c: char| c.is_ascii_lowercase())
        && !fullname.ends_with('-')
        && is_plain(fullname);
    (!allowed).then(|| {
        let path = if is_composed && !is_plain(&name) { "nameOverride" } else { "fullnameOverride" };
        OBJECT_NAMES.at(
            path,
            format!(
                "names of Services cannot start with `{}`, the full name of the release",
                fullname.escape_debug()
            ),
            format!("set `{path}` to lowercase letters, digits and `-`; start with a letter and do not end with `-`"),
        )
    })
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
