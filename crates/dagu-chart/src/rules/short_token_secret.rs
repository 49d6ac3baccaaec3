//! A signing key that is short enough to guess.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// How to get a key that is long enough.
pub(super) const NEW_TOKEN_SECRET: &str =
    "use the output of `openssl rand -base64 32`, or set it to `\"\"`: a key is then generated";
/// The length of the hash that signs logins.
const SHORTEST: usize = 32;

/// Anyone who guesses the key can sign in as any user.
pub(super) const SHORT_TOKEN_SECRET: Rule = Rule {
    code: "D0231",
    name: "token-secret-short",
    severity: Severity::Warning,
    doc: doc!(
        "Dagu signs logins with this key. A key that is shorter than the 32 bytes of the hash can be guessed offline, and anyone who has it can sign in as any user. Use at least 32 random bytes, or leave it empty: a key is then generated."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let secret = subject.values.auth.builtin.token.secret.as_deref().unwrap_or_default();
    if !secret.is_empty() && secret.len() < SHORTEST {
        diagnostics.push(SHORT_TOKEN_SECRET.at(
            "auth.builtin.token.secret",
            format!("the signing key has fewer than {SHORTEST} bytes"),
            NEW_TOKEN_SECRET,
        ));
    }
}
