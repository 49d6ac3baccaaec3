//! The first administrator of a Dagu that manages its own users.

use serde_json::Value;

use super::basic::Names;
use super::secrets::{Generated, Secrets, TYPED};
use super::{existing, reference, text};
use crate::context::Context;
use crate::diagnostic::{Finding, Findings, Rule, Severity};
use crate::object::variable;

/// The administrator's password in the values differs from the one at the first start.
pub(super) const PASSWORD_CHANGED: Rule = Rule {
    code: "D0207",
    name: "admin-password-changed",
    severity: Severity::Warning,
    doc: doc!(
        "Dagu reads the administrator's password only at its first start. Later changes in the values have no effect."
    ),
};

/// The key of the password.
pub(super) const PASSWORD: &str = "password";
const PASSWORD_PATH: &str = "auth.builtin.admin.password";
/// The password that the chart generates.
pub(super) const GENERATED: Generated = Generated {
    part: "admin",
    key: PASSWORD,
    what: "the administrator's password",
    path: PASSWORD_PATH,
    existing: "auth.builtin.admin.existingSecret",
    taken_once: true,
};

/// The server's environment for the first administrator; empty without a user name.
pub(super) fn environment(
    context: Context<'_>,
    secrets: &mut Secrets<'_>,
    diagnostics: &mut Findings,
) -> Vec<Value> {
    let username = text(&context.values.auth.builtin.admin.username);
    // Dagu needs both or neither: if one is missing, the set-up page stays open.
    let Some(prefix) = context.version.admin_variables().filter(|_| !username.is_empty()) else {
        return Vec::new();
    };
    let (secret, key) = password(context, secrets, diagnostics);
    diagnostics.extend(changed(context));
    vec![
        variable(&format!("{prefix}_USERNAME"), username),
        reference(&format!("{prefix}_PASSWORD"), &secret, &key),
    ]
}

/// The administrator's credentials as basic authentication, for images without user management.
pub(super) fn as_basic(
    context: Context<'_>,
    secrets: &mut Secrets<'_>,
    diagnostics: &mut Findings,
) -> Vec<Value> {
    let names = Names::of(context.version);
    let username = text(&context.values.auth.builtin.admin.username);
    let (secret, key) = password(context, secrets, diagnostics);
    // The password is read at every start, so a new one has to restart the server.
    secrets.restart_with(&[username, text(&context.values.auth.builtin.admin.password)]);
    let mut environment = names.switch();
    environment.extend(names.named(username, &secret, &key));
    environment
}

/// The Secret and the key of the password.
fn password(context: Context<'_>, secrets: &mut Secrets<'_>, diagnostics: &mut Findings) -> (String, String) {
    let admin = &context.values.auth.builtin.admin;
    if let Some((secret, key)) = existing(&admin.existing_secret, &admin.password_key, PASSWORD) {
        return (secret.to_owned(), key.to_owned());
    }
    let secret = match text(&admin.password) {
        "" => secrets.generate(&GENERATED, diagnostics),
        password => secrets.keep(PASSWORD, password),
    };
    (secret, PASSWORD.to_owned())
}

/// Reports a password that, according to the cluster, differs from the one at the first start.
fn changed(context: Context<'_>) -> Option<Finding> {
    let lookup = &context.release.lookup;
    let password = text(&context.values.auth.builtin.admin.password);
    let typed_before = lookup.secret(&context.name(TYPED), PASSWORD);
    let differs = match &typed_before {
        Some(before) => password.as_bytes() != before.as_slice(),
        None => !password.is_empty() && lookup.has(&context.name(GENERATED.part)),
    };
    differs.then(|| {
        PASSWORD_CHANGED.at(
            PASSWORD_PATH,
            "the password changed in the values, but Dagu keeps the one from its first start",
            "change the password in the UI, in the settings of the user",
        )
    })
}
