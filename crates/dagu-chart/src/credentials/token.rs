//! The token secret, which signs the sessions of a Dagu that manages its own users.

use serde_json::Value;

use super::secrets::{Generated, Secrets};
use super::{existing, reference, text};
use crate::context::Context;
use crate::diagnostic::Findings;
use crate::object::variable;

const VARIABLE: &str = "DAGU_AUTH_TOKEN_SECRET";
/// The key of the secret.
pub(super) const KEY: &str = "token-secret";
/// The token secret that the chart generates.
pub(super) const GENERATED: Generated = Generated {
    part: "token",
    key: KEY,
    what: "the token secret",
    path: "auth.builtin.token.secret",
    existing: "auth.builtin.token.existingSecret",
    taken_once: false,
};

/// The server's environment for sessions.
pub(super) fn environment(
    context: Context<'_>,
    secrets: &mut Secrets<'_>,
    diagnostics: &mut Findings,
) -> Vec<Value> {
    let token = &context.values.auth.builtin.token;
    let mut environment = Vec::new();
    if let Some((secret, key)) = existing(&token.existing_secret, &token.secret_key, KEY) {
        environment.push(reference(VARIABLE, secret, key));
    } else if !text(&token.secret).is_empty() {
        let secret = secrets.keep(KEY, text(&token.secret));
        secrets.restart_with(&[text(&token.secret)]);
        environment.push(reference(VARIABLE, &secret, KEY));
    } else if context.version.needs_token_secret() {
        let secret = secrets.generate(&GENERATED, diagnostics);
        environment.push(reference(VARIABLE, &secret, KEY));
    }
    if !text(&token.ttl).is_empty() {
        environment.push(variable("DAGU_AUTH_TOKEN_TTL", text(&token.ttl)));
    }
    environment
}
