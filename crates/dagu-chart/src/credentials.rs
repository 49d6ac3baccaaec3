//! The credentials of a release, their sources, and the containers that read them.
//!
//! They are stored in Secrets and reach a container by reference. Only the server reads them: the steps of
//! a workflow can see every `DAGU_*` variable of the pod that they run in.

mod admin;
mod basic;
mod guarded;
mod reach;
mod secrets;
mod token;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::component::Component;
use crate::context::Context;
use crate::diagnostic::Findings;
#[cfg(any(feature = "docs", test))]
use crate::diagnostic::Rule;
use crate::name;
use crate::object::{map, variable};
use crate::values::AuthMode;

use secrets::Secrets;

pub(crate) use guarded::Guarded;
pub(crate) use reach::{reach, variables};

/// Every code of this module.
#[cfg(any(feature = "docs", test))]
pub(crate) const RULES: &[&Rule] =
    &[&admin::PASSWORD_CHANGED, &secrets::NOT_STABLE, &secrets::GENERATED_ANEW, &secrets::GENERATED_LATER];

/// The credentials of a release.
pub(crate) struct Credentials {
    /// The Secrets that the release brings.
    pub(crate) secrets: Vec<Value>,
    server: Vec<Value>,
    checksum: Option<String>,
    silence_others: bool,
}

impl Credentials {
    /// The environment that a component needs for authentication.
    pub(crate) fn environment(&self, component: Component) -> Vec<Value> {
        if component == Component::Ui {
            return self.server.clone();
        }
        // Only the server authenticates users. A scheduler with a mode but without the secrets would
        // stay healthy while the `dagu enqueue` it starts fails, and scheduled DAGs would never run.
        if self.silence_others {
            vec![variable("DAGU_AUTH_MODE", AuthMode::None.as_str())]
        } else {
            Vec::new()
        }
    }

    /// The environment variables with the server's credentials, without other settings: user name, password, signing
    /// key.
    pub(crate) fn references(&self) -> Vec<Value> {
        let is_credential = |entry: &&Value| {
            let name = entry["name"].as_str().unwrap_or_default();
            entry.get("valueFrom").is_some() || name.ends_with("USERNAME")
        };
        self.server.iter().filter(is_credential).cloned().collect()
    }

    /// A checksum of the credentials that the server reads at every start; `None` if there are none.
    pub(crate) fn server_checksum(&self) -> Option<&str> {
        self.checksum(Component::Ui)
    }

    /// A checksum of the credentials that the component reads at every start; `None` if there are none.
    pub(crate) fn checksum(&self, component: Component) -> Option<&str> {
        self.checksum.as_deref().filter(|_| component == Component::Ui)
    }
}

/// Determines all credentials of a release.
pub(crate) fn plan(context: Context<'_>, diagnostics: &mut Findings) -> Credentials {
    let version = context.version;
    let auth = &context.values.auth;
    let mut secrets = Secrets::new(context);
    let mut server = Vec::new();
    match auth.mode.unwrap_or(AuthMode::Builtin) {
        AuthMode::None => {
            if version.has_auth_mode() {
                server.push(variable("DAGU_AUTH_MODE", AuthMode::None.as_str()));
            }
        }
        AuthMode::Basic => server.extend(basic::environment(context, &mut secrets)),
        // With a mode that it does not know, the image would be open to everyone, so the closest known mode is used.
        AuthMode::Builtin if !version.has_builtin_users() => {
            server.extend(admin::as_basic(context, &mut secrets, diagnostics));
        }
        AuthMode::Builtin => {
            server.push(variable("DAGU_AUTH_MODE", AuthMode::Builtin.as_str()));
            server.extend(admin::environment(context, &mut secrets, diagnostics));
            server.extend(token::environment(context, &mut secrets, diagnostics));
        }
    }
    Credentials {
        server,
        checksum: secrets.checksum(),
        silence_others: version.has_auth_mode(),
        secrets: secrets.into_objects(),
    }
}

/// An environment variable whose value comes from a key of a Secret.
fn reference(name: &str, secret: &str, key: &str) -> Value {
    let secret_key = map([("key", key.into()), ("name", secret.into())]);
    map([("name", name.into()), ("valueFrom", map([("secretKeyRef", secret_key)]))])
}

/// Parts of variable names that indicate a credential.
const SECRET_WORDS: [&str; 4] = ["PASSWORD", "SECRET", "TOKEN", "ENCRYPTION_KEY"];

/// Whether a variable of this name probably contains a credential.
pub(crate) fn sounds_secret(variable: &str) -> bool {
    // The lifetime of a token is not secret.
    SECRET_WORDS.iter().any(|word| variable.contains(word)) && !variable.ends_with("_TTL")
}

/// Whether any version of Dagu reads a credential, or the path of one, from a variable of this name.
pub(crate) fn is_credential(variable: &str) -> bool {
    variable.starts_with("DAGU_") && sounds_secret(variable)
}

/// The text of a value, empty if it is absent.
fn text(value: &Option<String>) -> &str {
    value.as_deref().unwrap_or_default()
}

/// A credential in a Secret of the user's own.
fn existing<'v>(
    secret: &'v Option<String>,
    key: &'v Option<String>,
    default_key: &'v str,
) -> Option<(&'v str, &'v str)> {
    let secret = Some(text(secret)).filter(|name| !name.is_empty())?;
    let key = Some(text(key)).filter(|key| !key.is_empty()).unwrap_or(default_key);
    Some((secret, key))
}

/// 16 bits of a hash: enough to notice a change of a credential, too few to guess the credential from.
fn trace(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    name::hex(&hash.finalize()[..2])
}
