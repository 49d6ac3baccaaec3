//! Authentication of the web UI and the API.

use serde_json::{Map, Value};

use crate::keys::{choice, keys};

keys! {
    /// Authentication of the web UI and the API.
    pub(crate) struct Auth {
        /// Authentication mode: `builtin` (users that Dagu manages), `basic` (one user name and password) or `none` (no authentication).
        "mode" mode: Option<AuthMode> { default: r#""builtin""#, example: r#""none""#, restarts: true };
        /// Credentials for mode `basic`.
        "basic" basic: Basic;
        /// Settings for mode `builtin`.
        "builtin" builtin: Builtin;
        /// Login with OpenID Connect. Not supported yet.
        "oidc" oidc: Map<String, Value>;
        /// Login through a proxy in front of the UI. Not supported yet.
        "proxy" proxy: Map<String, Value>;
    }
}

choice! {
    /// The kinds of authentication.
    pub(crate) enum AuthMode {
        /// No authentication: whoever can reach the UI has full access.
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
        /// Password. The chart stores it in a Secret.
        "password" password: Option<String> {
            default: r#""""#, example: r#""correct horse battery""#, credential: true, restarts: true
        };
        /// Name of your own Secret with user name and password, to use instead of `username` and `password`.
        "existingSecret" existing_secret: Option<String> {
            default: r#""""#, example: r#""dagu-login""#, restarts: true
        };
        /// Key of the user name in `existingSecret`.
        "usernameKey" username_key: Option<String> { default: r#""username""#, example: r#""user""#, restarts: true };
        /// Key of the password in `existingSecret`.
        "passwordKey" password_key: Option<String> { default: r#""password""#, example: r#""pass""#, restarts: true };
    }
}

keys! {
    /// Settings of Dagu's own user management.
    pub(crate) struct Builtin {
        /// The first administrator, which Dagu creates at its first start.
        "admin" admin: Admin;
        /// The tokens of user sessions.
        "token" token: Token;
    }
}

keys! {
    /// The first administrator.
    pub(crate) struct Admin {
        /// User name. If empty, the first visitor of the set-up page becomes administrator.
        "username" username: Option<String> { default: r#""admin""#, example: r#""root""#, restarts: true };
        /// Password of at least 8 characters. If empty, the chart generates one and keeps it in a Secret.
        "password" password: Option<String> {
            default: r#""""#, example: r#""correct horse battery""#, credential: true, restarts: true
        };
        /// Name of your own Secret with the password, to use instead of `password`.
        "existingSecret" existing_secret: Option<String> {
            default: r#""""#, example: r#""dagu-login""#, restarts: true
        };
        /// Key of the password in `existingSecret`.
        "passwordKey" password_key: Option<String> { default: r#""password""#, example: r#""pass""#, restarts: true };
    }
}

keys! {
    /// The tokens of user sessions.
    pub(crate) struct Token {
        /// Signing key. If empty, Dagu generates one on the data volume; for Dagu versions that do not start without one, the chart generates it.
        "secret" secret: Option<String> {
            default: r#""""#, example: r#""a random text of 32 characters or more""#, credential: true, restarts: true
        };
        /// Name of your own Secret with the signing key, to use instead of `secret`.
        "existingSecret" existing_secret: Option<String> {
            default: r#""""#, example: r#""dagu-token""#, restarts: true
        };
        /// Key of the signing key in `existingSecret`.
        "secretKey" secret_key: Option<String> { default: r#""token-secret""#, example: r#""key""#, restarts: true };
        /// Lifetime of a login, such as `24h` or `90m`: more than 0, at most `8760h`.
        "ttl" ttl: Option<String> { default: r#""24h""#, example: r#""8h""#, restarts: true };
    }
}
