//! Settings of Dagu itself that are neither authentication nor storage.

use crate::typed::Typed;

/// Settings of Dagu itself. A component gets only those that it reads.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Config {
    /// Where people reach the UI, as `https://dagu.example.com`, for the links that Dagu writes. Dagu 2.7 and later.
    pub(crate) public_url: Option<String>,
    /// The path that the UI and the API are served under, as `/dagu`. Probes and the Ingress follow it.
    pub(crate) base_path: Option<String>,
    /// Time zone of schedules and logs, as `Europe/Berlin`. Empty: the image's, which is UTC.
    pub(crate) timezone: Option<String>,
    /// Format of the logs: `text` or `json`.
    pub(crate) log_format: Option<LogFormat>,
    /// Origins of other sites whose pages may call the API, as `https://portal.example.com`. Dagu 2.7.5 and later.
    pub(crate) cors_allowed_origins: Vec<String>,
    /// Variables of a pod that steps may see too, besides `DAGU_*`. Dagu 2.4.1 and later.
    pub(crate) env_passthrough: Vec<String>,
    /// The same by the first letters of their names.
    pub(crate) env_passthrough_prefixes: Vec<String>,
    /// From where the UI and the API may be reached. Dagu 2.15 and later; an error before.
    pub(crate) ip_access: IpAccess,
}

/// An allow-list of addresses.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct IpAccess {
    /// Addresses and networks that are let in, as `10.0.0.0/8`. Empty: all.
    #[serde(rename = "allowedIPs")]
    pub(crate) allowed_ips: Vec<String>,
    /// Addresses and networks of the proxies whose word about the client's address counts.
    pub(crate) trusted_proxies: Vec<String>,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Typed)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}
