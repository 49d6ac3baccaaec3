//! A credential with blanks at its ends.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Nobody sees the blank, and nobody types it.
pub(super) const BLANK_CREDENTIAL: Rule = Rule {
    code: "D0233",
    name: "credential-with-blanks",
    severity: Severity::Warning,
    doc: doc!(
        "A credential begins or ends with a space or a line break, which is part of it. It mostly comes from a file whose last line ends, as with `--set-file`."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let auth = &subject.values.auth;
    for (path, credential) in [
        ("auth.basic.username", &auth.basic.username),
        ("auth.basic.password", &auth.basic.password),
        ("auth.builtin.admin.username", &auth.builtin.admin.username),
        ("auth.builtin.admin.password", &auth.builtin.admin.password),
        ("auth.builtin.token.secret", &auth.builtin.token.secret),
    ] {
        if credential.as_deref().is_some_and(|text| text.trim() != text) {
            diagnostics.push(BLANK_CREDENTIAL.at(
                path,
                "a space or a line break at an end is part of this",
                "remove it, unless it is meant",
            ));
        }
    }
}
