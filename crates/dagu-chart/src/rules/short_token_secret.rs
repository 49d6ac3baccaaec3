//! A signing key that can be searched for.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// The length of the hash that signs logins.
const SHORTEST: usize = 32;

/// Whoever finds the key can sign in as anybody.
pub(super) const SHORT_TOKEN_SECRET: Rule = Rule {
    code: "D0231",
    name: "token-secret-short",
    severity: Severity::Warning,
    doc: doc!(
        "Logins are signed with this key. One that is shorter than the 32 bytes of the hash can be searched for offline, and whoever has it can sign in as anybody."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let secret = subject.values.auth.builtin.token.secret.as_deref().unwrap_or_default();
    if !secret.is_empty() && secret.len() < SHORTEST {
        diagnostics.push(SHORT_TOKEN_SECRET.at(
            "auth.builtin.token.secret",
            format!("the signing key has fewer than {SHORTEST} bytes"),
            "use 32 random bytes or more, as `openssl rand -base64 32` prints, or leave it empty",
        ));
    }
}
