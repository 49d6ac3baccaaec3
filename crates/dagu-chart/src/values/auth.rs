//! Who may use the web UI and the API.

use serde_json::{Map, Value};

use crate::keys::{choice, keys};

keys! {
    /// Authentication of the web UI and the API.
    pub(crate) struct Auth {
        /// `builtin` (users that Dagu manages), `basic` (one user name and password) or `none` (everybody).
        "mode" mode: Option<AuthMode> { default: r#""builtin""#, example: r#""none""#, restarts: true };
        /// Credentials of mode `basic`.
        "basic" basic: Basic;
        /// Settings of mode `builtin`.
        "builtin" builtin: Builtin;
        /// Login by OpenID Connect: not supported yet.
        "oidc" oidc: Map<String, Value>;
        /// Login by a proxy in front of the UI: not supported yet.
        "proxy" proxy: Map<String, Value>;
    }
}

choice! {
    /// The kinds of authentication.
    pub(crate) enum AuthMode {
        /// Everybody who reaches the UI may do everything.
        None = "none",
        /// HTTP basic authentication with one user.
        Basic = "basic",
        /// Users, roles and tokens that Dagu keeps on the data volume.
        Builtin = "builtin",
    }
}

keys! {
    /// Credentials of HTTP basic authentication.
    pub(crate) struct Basic {
        /// User name.
        "username" username: Option<String> {
            default: r#""""#, example: r#""operator""#, credential: true, restarts: true
        };
        /// Password. It is stored in a Secret of the release.
        "password" password: Option<String> {
            default: r#""""#, example: r#""correct horse battery""#, credential: true, restarts: true
        };
        /// A Secret of yours with user name and password, in place of the two keys above.
        "existingSecret" existing_secret: Option<String> {
            default: r#""""#, example: r#""dagu-login""#, restarts: true
        };
        /// The key of the user name in `existingSecret`.
        "usernameKey" username_key: Option<String> { default: r#""username""#, example: r#""user""#, restarts: true };
        /// The key of the password in `existingSecret`.
        "passwordKey" password_key: Option<String> { default: r#""password""#, example: r#""pass""#, restarts: true };
    }
}

keys! {
    /// Settings of Dagu's own user management.
    pub(crate) struct Builtin {
        /// The first administrator, made at the first start.
        "admin" admin: Admin;
        /// How sessions are signed.
        "token" token: Token;
    }
}

keys! {
    /// The first administrator.
    pub(crate) struct Admin {
        /// User name. Empty: the first visitor of the set-up page becomes the administrator.
        "username" username: Option<String> { default: r#""admin""#, example: r#""root""#, restarts: true };
        /// Password, at least 8 characters. Empty: generated once and kept in a Secret.
        "password" password: Option<String> {
            default: r#""""#, example: r#""correct horse battery""#, credential: true, restarts: true
        };
        /// A Secret of yours with the password, in place of `password`.
        "existingSecret" existing_secret: Option<String> {
            default: r#""""#, example: r#""dagu-login""#, restarts: true
        };
        /// The key of the password in `existingSecret`.
        "passwordKey" password_key: Option<String> { default: r#""password""#, example: r#""pass""#, restarts: true };
    }
}

keys! {
    /// How sessions are signed and how long they last.
    pub(crate) struct Token {
        /// Signing key. Empty: Dagu makes one on the data volume; for images that refuse to start without one, the chart generates it.
        "secret" secret: Option<String> {
            default: r#""""#, example: r#""at least 32 letters that nobody knows""#, credential: true, restarts: true
        };
        /// A Secret of yours with the signing key, in place of `secret`.
        "existingSecret" existing_secret: Option<String> {
            default: r#""""#, example: r#""dagu-token""#, restarts: true
        };
        /// The key of the signing key in `existingSecret`.
        "secretKey" secret_key: Option<String> { default: r#""token-secret""#, example: r#""key""#, restarts: true };
        /// How long a login lasts, as `24h` or `90m`: more than 0, at most 8760h.
        "ttl" ttl: Option<String> { default: r#""24h""#, example: r#""8h""#, restarts: true };
    }
}
