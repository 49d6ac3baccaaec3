//! Settings of Dagu itself that are neither authentication nor storage.

use crate::keys::{choice, keys};

keys! {
    /// Settings of Dagu itself. A component gets only those that it reads.
    pub(crate) struct Config {
        /// Where people reach the UI, as `https://dagu.example.com`, for the links that Dagu writes.
        "publicUrl" public_url: Option<String> {
            default: r#""""#, example: r#""https://dagu.example.com""#, since: "2.7", restarts: true
        };
        /// The path that the UI and the API are served under, as `/dagu`. Probes and the Ingress follow it.
        "basePath" base_path: Option<String> { default: r#""""#, example: r#""/dagu""#, since: "1.15", restarts: true };
        /// Time zone of schedules and logs, as `Europe/Berlin`. Empty: the image's, which is UTC.
        "timezone" timezone: Option<String> {
            default: r#""""#, example: r#""Europe/Berlin""#, since: "1.14.6", restarts: true
        };
        /// Format of the logs: `text` or `json`.
        "logFormat" log_format: Option<LogFormat> {
            default: r#""text""#, example: r#""json""#, since: "1.16", restarts: true
        };
        /// Origins of other sites whose pages may call the API, as `https://portal.example.com`.
        "corsAllowedOrigins" cors_allowed_origins: Vec<String> {
            default: "[]", example: r#"["https://portal.example.com"]"#, since: "2.7.5", restarts: true
        };
        /// Variables of a pod that steps may see too, besides `DAGU_*`.
        "envPassthrough" env_passthrough: Vec<String> {
            default: "[]", example: r#"["REGION"]"#, since: "2.4.1", restarts: true
        };
        /// The same by the first letters of their names.
        "envPassthroughPrefixes" env_passthrough_prefixes: Vec<String> {
            default: "[]", example: r#"["TEAM_"]"#, since: "2.4.1", restarts: true
        };
        /// From where the UI and the API may be reached. Older versions are refused with it.
        "ipAccess" ip_access: IpAccess { since: "2.15" };
    }
}

keys! {
    /// An allow-list of addresses.
    pub(crate) struct IpAccess {
        /// Addresses and networks that are let in, as `10.0.0.0/8`. Empty: all.
        "allowedIPs" allowed_ips: Vec<String> { default: "[]", example: r#"["10.0.0.0/8"]"#, since: "2.15", restarts: true };
        /// Addresses and networks of the proxies whose word about the client's address counts.
        "trustedProxies" trusted_proxies: Vec<String> {
            default: "[]", example: r#"["10.1.0.0/16"]"#, since: "2.15", restarts: true
        };
    }
}

choice! {
    /// How log lines look.
    pub(crate) enum LogFormat {
        /// For people.
        Text = "text",
        /// For machines.
        Json = "json",
    }
}
