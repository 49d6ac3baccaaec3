//! A credential that is guessed first.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// The credential is the user name or one that everybody tries.
pub(super) const WEAK_PASSWORD: Rule = Rule {
    code: "D0230",
    name: "credential-well-known",
    severity: Severity::Warning,
    doc: doc!(
        "A credential equals the user name, or is one that stands in documentation and in every list that attackers try. Who signs in can run any command in the workers' pods."
    ),
};

/// Of those with at least the 8 characters that Dagu wants, and what old charts of Dagu rendered.
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
    for (path, credential, name) in [
        ("auth.basic.password", &basic.password, &basic.username),
        ("auth.builtin.admin.password", &admin.password, &admin.username),
        ("auth.builtin.token.secret", &auth.builtin.token.secret, &None),
    ] {
        let credential = credential.as_deref().unwrap_or_default();
        let guessed = Some(credential) == name.as_deref()
            || KNOWN.iter().any(|known| credential.eq_ignore_ascii_case(known));
        if !credential.is_empty() && guessed {
            diagnostics.push(WEAK_PASSWORD.at(
                path,
                "the credential is the user name or one that is tried first",
                "choose a random one, or leave it empty where the chart or Dagu then makes one",
            ));
        }
    }
}
