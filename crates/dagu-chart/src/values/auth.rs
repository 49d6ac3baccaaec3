//! Who may use the web UI and the API.

use serde_json::{Map, Value};

use crate::typed::Typed;

/// Authentication of the web UI and the API.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Auth {
    /// `builtin` (users that Dagu manages), `basic` (one user name and password) or `none`.
    pub(crate) mode: Option<AuthMode>,
    /// Credentials of mode `basic`.
    pub(crate) basic: Basic,
    /// Settings of mode `builtin`.
    pub(crate) builtin: Builtin,
    /// Login by OpenID Connect: not supported yet.
    pub(crate) oidc: Map<String, Value>,
    /// Login by a proxy in front of the UI: not supported yet.
    pub(crate) proxy: Map<String, Value>,
}

/// The kinds of authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Typed)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) enum AuthMode {
    /// Everybody who reaches the UI may do everything.
    None,
    /// HTTP basic authentication with one user.
    Basic,
    /// Users, roles and tokens that Dagu keeps on the data volume.
    Builtin,
}

impl AuthMode {
    /// The mode as Dagu and the values spell it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            AuthMode::None => "none",
            AuthMode::Basic => "basic",
            AuthMode::Builtin => "builtin",
        }
    }
}

/// Credentials of HTTP basic authentication.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Basic {
    /// User name.
    pub(crate) username: Option<String>,
    /// Password. It is stored in a Secret of the release.
    pub(crate) password: Option<String>,
    /// A Secret of yours with user name and password, in place of the two keys above.
    pub(crate) existing_secret: Option<String>,
    /// The key of the user name in `existingSecret`.
    pub(crate) username_key: Option<String>,
    /// The key of the password in `existingSecret`.
    pub(crate) password_key: Option<String>,
}

/// Settings of Dagu's own user management.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Builtin {
    /// The first administrator, made at the first start.
    pub(crate) admin: Admin,
    /// How sessions are signed.
    pub(crate) token: Token,
}

/// The first administrator.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Admin {
    /// User name. Empty: the first visitor of the set-up page becomes the administrator.
    pub(crate) username: Option<String>,
    /// Password, at least 8 characters. Empty: generated once and kept in a Secret.
    pub(crate) password: Option<String>,
    /// A Secret of yours with the password, in place of `password`.
    pub(crate) existing_secret: Option<String>,
    /// The key of the password in `existingSecret`.
    pub(crate) password_key: Option<String>,
}

/// How sessions are signed and how long they last.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Token {
    /// Signing key. Empty: Dagu makes one on the data volume; for images that refuse to start without one, the chart generates it.
    pub(crate) secret: Option<String>,
    /// A Secret of yours with the signing key, in place of `secret`.
    pub(crate) existing_secret: Option<String>,
    /// The key of the signing key in `existingSecret`.
    pub(crate) secret_key: Option<String>,
    /// How long a login lasts, as `24h` or `90m`: more than 0, at most 8760h.
    pub(crate) ttl: Option<String>,
}
