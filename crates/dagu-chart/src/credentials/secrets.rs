//! The Secrets of a release: typed and generated credentials.
//!
//! They are separate objects. A generated Secret is immutable, so that a second rendering cannot
//! replace its value; typed credentials can be changed by the user.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::trace;
use crate::context::Context;
use crate::diagnostic::{Finding, Findings, Rule, Severity};
use crate::metadata::{keep, metadata};
use crate::object::map;

/// A credential would change with every rendering.
pub(super) const NOT_STABLE: Rule = Rule {
    code: "D0206",
    name: "credential-not-stable",
    severity: Severity::Warning,
    doc: doc!(
        "Without access to the cluster, every rendering generates a new credential. Its Secret is immutable, so applying a second rendering fails instead of replacing the credential."
    ),
};

/// The generated Secret of an existing release is missing.
pub(super) const GENERATED_ANEW: Rule = Rule {
    code: "D0208",
    name: "credential-generated-anew",
    severity: Severity::Warning,
    doc: doc!(
        "The upgrade found no generated password in the cluster, so it generates a new one. If Dagu has already created its administrator, it ignores the new password."
    ),
};

/// Helm will generate the credential that this rendering omits.
pub(super) const GENERATED_LATER: Rule = Rule {
    code: "D0214",
    name: "credential-generated-later",
    severity: Severity::Note,
    doc: doc!(
        "This rendering has no source of randomness, so the Secret has no data. `helm install` generates the credential."
    ),
};

/// The last part of the name of the Secret with typed credentials.
pub(crate) const TYPED: &str = "auth";

/// A credential that the chart generates if the user sets none.
pub(super) struct Generated {
    /// The last part of the Secret's name.
    pub(super) part: &'static str,
    /// The key in the Secret.
    pub(super) key: &'static str,
    /// What it is, for messages: `the administrator's password`.
    pub(super) what: &'static str,
    /// The path of the value that sets it.
    pub(super) path: &'static str,
    /// The path of the value that names the user's own Secret.
    pub(super) existing: &'static str,
    /// Whether Dagu reads it only at its first start, even if the Secret changes later.
    pub(super) taken_once: bool,
}

/// The Secrets of a release while they are collected.
pub(super) struct Secrets<'r> {
    context: Context<'r>,
    typed: Map<String, Value>,
    generated: Vec<Value>,
    traced: Vec<String>,
}

impl<'r> Secrets<'r> {
    pub(super) fn new(context: Context<'r>) -> Self {
        Self { context, typed: Map::new(), generated: Vec::new(), traced: Vec::new() }
    }

    /// Stores a credential that the user typed. Returns the name of its Secret.
    pub(super) fn keep(&mut self, key: &str, credential: &str) -> String {
        self.typed.insert(key.into(), STANDARD.encode(credential).into());
        self.context.name(TYPED)
    }

    /// Restarts the server if one of these changes.
    pub(super) fn restart_with(&mut self, parts: &[&str]) {
        self.traced.push(trace(parts));
    }

    /// Reads a generated credential from the cluster or generates it. Returns the name of its Secret.
    pub(super) fn generate(&mut self, wanted: &Generated, diagnostics: &mut Findings) -> String {
        let release = self.context.release;
        let name = self.context.name(wanted.part);
        let found = release.lookup.secret(&name, wanted.key);
        let value = match (&found, &release.entropy) {
            (Some(value), _) => Some(STANDARD.encode(value)),
            (None, Some(entropy)) => Some(STANDARD.encode(derive(entropy, wanted.part))),
            (None, None) => None,
        };
        if found.is_none() {
            diagnostics.extend(self.warning(wanted, value.is_some()));
        }
        let mut secret = self.object(wanted.part);
        secret["immutable"] = true.into();
        // Dagu stores the password of its first start in its data, so the Secret must live as long as the data.
        if self.context.values.persistence.outlives_release() {
            keep(&mut secret);
        }
        if let Some(value) = value {
            secret["data"] = map([(wanted.key, value.into())]);
        }
        self.generated.push(secret);
        name
    }

    /// The hashes of the traced credentials for the annotation of the server's pods.
    pub(super) fn checksum(&self) -> Option<String> {
        (!self.traced.is_empty()).then(|| self.traced.concat())
    }

    /// The Secrets as objects.
    pub(super) fn into_objects(self) -> Vec<Value> {
        let mut objects = Vec::new();
        if !self.typed.is_empty() {
            let mut secret = self.object(TYPED);
            secret["data"] = self.typed.into();
            objects.push(secret);
        }
        objects.extend(self.generated);
        objects
    }

    fn object(&self, part: &str) -> Value {
        map([
            ("apiVersion", "v1".into()),
            ("kind", "Secret".into()),
            ("metadata", metadata(self.context, part, None, None)),
            ("type", "Opaque".into()),
        ])
    }

    fn warning(&self, wanted: &Generated, has_value: bool) -> Option<Finding> {
        let path = wanted.path;
        let release = self.context.release;
        let help = format!("set `{path}`, or set `{}` to the name of your own Secret", wanted.existing);
        if !has_value {
            let message = format!("{} is generated when Helm installs the release", wanted.what);
            return Some(GENERATED_LATER.at(path, message, help));
        }
        if !release.keeps_generated() {
            let why =
                if release.lookup.enabled { "it has no access to the cluster" } else { "`lookup` is false" };
            let message = format!("every rendering generates a new value for {}, because {why}", wanted.what);
            return Some(NOT_STABLE.at(path, message, help));
        }
        if release.release.is_upgrade && wanted.taken_once {
            let message = format!(
                "{} was not found in the cluster, so a new one is generated; a Dagu that has already started keeps the old one",
                wanted.what
            );
            return Some(GENERATED_ANEW.at(path, message, help));
        }
        None
    }
}

/// 24 letters, digits, dashes and underscores from the template's entropy: 144 bits, one value per purpose.
fn derive(entropy: &str, purpose: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(purpose.as_bytes());
    hash.update([0]);
    hash.update(entropy.as_bytes());
    URL_SAFE_NO_PAD.encode(&hash.finalize()[..18])
}
