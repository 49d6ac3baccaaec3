//! HTTP basic authentication: one user name, one password.

use serde_json::Value;

use super::secrets::Secrets;
use super::{existing, reference, text};
use crate::context::Context;
use crate::object::variable;
use crate::values::AuthMode;
use crate::version::Version;

/// The key of the user name in the release's Secret.
pub(super) const USERNAME: &str = "username";
/// The key of the password in the release's Secret.
pub(super) const PASSWORD: &str = "password";

/// The server's environment in mode `basic`.
pub(super) fn environment(context: Context<'_>, secrets: &mut Secrets<'_>) -> Vec<Value> {
    let basic = &context.values.auth.basic;
    let names = Names::of(context.version);
    let mut environment = names.switch();
    match existing(&basic.existing_secret, &basic.password_key, PASSWORD) {
        Some((secret, password_key)) => {
            let username_key =
                Some(text(&basic.username_key)).filter(|key| !key.is_empty()).unwrap_or(USERNAME);
            environment.extend(names.references(secret, username_key, password_key));
        }
        None => {
            let (username, password) = (text(&basic.username), text(&basic.password));
            let secret = secrets.keep(USERNAME, username);
            secrets.keep(PASSWORD, password);
            secrets.restart_with(&[username, password]);
            environment.extend(names.references(&secret, USERNAME, PASSWORD));
        }
    }
    environment
}

/// The variable names of basic authentication in a version.
pub(super) struct Names {
    version: Version,
    username: &'static str,
    password: &'static str,
}

impl Names {
    pub(super) fn of(version: Version) -> Self {
        let (username, password) = if version.has_basic_without_switch() {
            ("DAGU_AUTH_BASIC_USERNAME", "DAGU_AUTH_BASIC_PASSWORD")
        } else {
            ("DAGU_BASICAUTH_USERNAME", "DAGU_BASICAUTH_PASSWORD")
        };
        Self { version, username, password }
    }

    /// User name and password from two keys of a Secret.
    fn references(&self, secret: &str, username_key: &str, password_key: &str) -> [Value; 2] {
        if self.version.confuses_basic_credentials() {
            return self.password_as_both(secret, password_key);
        }
        [reference(self.username, secret, username_key), reference(self.password, secret, password_key)]
    }

    /// A user name in plain text, and the password from a Secret.
    pub(super) fn named(&self, username: &str, secret: &str, password_key: &str) -> [Value; 2] {
        if self.version.confuses_basic_credentials() {
            return self.password_as_both(secret, password_key);
        }
        [variable(self.username, username), reference(self.password, secret, password_key)]
    }

    /// Such a version compares the password with the user name, so the variable of the user name has to contain the
    /// password.
    fn password_as_both(&self, secret: &str, password_key: &str) -> [Value; 2] {
        [reference(self.username, secret, password_key), reference(self.password, secret, password_key)]
    }

    /// The variables that enable basic authentication in addition to the credentials. From 1.26 to 1.30 the mode is
    /// unknown:
    /// it would be replaced by `none`, with a warning.
    pub(super) fn switch(&self) -> Vec<Value> {
        if !self.version.has_basic_without_switch() {
            vec![variable("DAGU_IS_BASICAUTH", "1")]
        } else if self.version.has_basic_mode() {
            vec![variable("DAGU_AUTH_MODE", AuthMode::Basic.as_str())]
        } else {
            Vec::new()
        }
    }
}
