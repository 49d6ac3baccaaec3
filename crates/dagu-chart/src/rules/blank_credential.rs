//! A credential that starts or ends with whitespace.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// The whitespace is easy to miss, and users would have to type it.
pub(super) const BLANK_CREDENTIAL: Rule = Rule {
    code: "D0233",
    name: "credential-with-blanks",
    severity: Severity::Warning,
    doc: doc!(
        "The credential starts or ends with a space or a line break, which is part of the credential: users would have to type it. The usual cause is a file that ends with a line break, given with `--set-file`. Remove the whitespace, for example with `printf %s` instead of `echo` when you write the file."
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
                "this credential starts or ends with a space or a line break, which users would have to type",
                "remove the space or line break, unless it is intended",
            ));
        }
    }
}
