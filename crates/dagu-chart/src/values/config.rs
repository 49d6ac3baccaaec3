//! Settings of Dagu itself that are neither authentication nor storage.

use crate::keys::{choice, keys};

keys! {
    /// Settings of Dagu itself. A component gets only those that it reads.
    pub(crate) struct Config {
        /// Public URL of the UI, such as `https://dagu.example.com`. Dagu uses it in links.
        "publicUrl" public_url: Option<String> {
            default: r#""""#, example: r#""https://dagu.example.com""#, since: "2.7", restarts: true
        };
        /// Path of the UI and the API, such as `/dagu`. Probes and the Ingress use it too.
        "basePath" base_path: Option<String> { default: r#""""#, example: r#""/dagu""#, since: "1.15", restarts: true };
        /// Time zone of schedules and logs, such as `Europe/Berlin`. If empty, the time zone of the image, which is UTC.
        "timezone" timezone: Option<String> {
            default: r#""""#, example: r#""Europe/Berlin""#, since: "1.14.6", restarts: true
        };
        /// Log format: `text` or `json`.
        "logFormat" log_format: Option<LogFormat> {
            default: r#""text""#, example: r#""json""#, since: "1.16", restarts: true
        };
        /// CORS origins that may call the API from a browser, such as `https://portal.example.com`.
        "corsAllowedOrigins" cors_allowed_origins: Vec<String> {
            default: "[]", example: r#"["https://portal.example.com"]"#, since: "2.7.5", restarts: true
        };
        /// Environment variables of the pod that steps can read, in addition to `DAGU_*`.
        "envPassthrough" env_passthrough: Vec<String> {
            default: "[]", example: r#"["REGION"]"#, since: "2.4.1", restarts: true
        };
        /// Prefixes of environment variables of the pod that steps can read.
        "envPassthroughPrefixes" env_passthrough_prefixes: Vec<String> {
            default: "[]", example: r#"["TEAM_"]"#, since: "2.4.1", restarts: true
        };
        /// IP addresses that can access the UI and the API. The chart refuses it for older versions of Dagu, which would ignore it.
        "ipAccess" ip_access: IpAccess { since: "2.15" };
    }
}

keys! {
    /// An allowlist of IP addresses.
    pub(crate) struct IpAccess {
        /// IP addresses and networks that are allowed, such as `10.0.0.0/8`. If empty, all are allowed.
        "allowedIPs" allowed_ips: Vec<String> { default: "[]", example: r#"["10.0.0.0/8"]"#, since: "2.15", restarts: true };
        /// IP addresses and networks of proxies that Dagu trusts to report the client's address.
        "trustedProxies" trusted_proxies: Vec<String> {
            default: "[]", example: r#"["10.1.0.0/16"]"#, since: "2.15", restarts: true
        };
    }
}

choice! {
    /// The format of log lines.
    pub(crate) enum LogFormat {
        /// Plain text.
        Text = "text",
        /// One JSON object per line.
        Json = "json",
    }
}
