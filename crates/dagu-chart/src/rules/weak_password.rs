//! A credential that is easy to guess.

use super::short_token_secret::NEW_TOKEN_SECRET;
use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// The credential is the user name or a well-known password.
pub(super) const WEAK_PASSWORD: Rule = Rule {
    code: "D0230",
    name: "credential-well-known",
    severity: Severity::Warning,
    doc: doc!(
        "The credential is the same as the user name, or a well-known password that attackers try first. Anyone who signs in can run any command in the pods of the workers. Choose a random credential."
    ),
};

/// Common passwords with at least the 8 characters that Dagu requires, and credentials that old charts of Dagu set.
const KNOWN: [&str; 10] = [
    "password",
    "password1",
    "password123",
    "12345678",
    "123456789",
    "changeme",
    "admin123",
    "adminpass",
    "dagu-secret-key",
    "dagudagu",
];

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let auth = &subject.values.auth;
    let (basic, admin) = (&auth.basic, &auth.builtin.admin);
    for (path, credential, name, help) in [
        ("auth.basic.password", &basic.password, &basic.username, "choose a random password"),
        (
            "auth.builtin.admin.password",
            &admin.password,
            &admin.username,
            "choose a random password, or set it to `\"\"`: the chart then generates one",
        ),
        ("auth.builtin.token.secret", &auth.builtin.token.secret, &None, NEW_TOKEN_SECRET),
    ] {
        let credential = credential.as_deref().unwrap_or_default();
        let guessed = Some(credential) == name.as_deref()
            || KNOWN.iter().any(|known| credential.eq_ignore_ascii_case(known));
        if !credential.is_empty() && guessed {
            diagnostics.push(WEAK_PASSWORD.at(
                path,
                "this credential is the user name or a well-known password",
                help,
            ));
        }
    }
}
