//! The settings of `config` that become one environment variable each: the components that read them, and the first
//! version.

use std::borrow::Cow;

use serde_json::Value;

use crate::component::Component::{self, Coordinator, Ui};
use crate::object::variable;
use crate::path::ValuePath;
use crate::values::{Config, LogFormat};
use crate::version::Version;

/// A setting and its variable.
pub(crate) struct Setting {
    /// Its key in `config`, whose declaration has the first version.
    key: &'static str,
    /// What an older version does without the setting, for messages.
    pub(crate) otherwise: &'static str,
    variable: &'static str,
    is_read_by: fn(Component) -> bool,
    value: fn(&Config) -> Option<Cow<'_, str>>,
}

const IGNORES: &str = "ignores this setting";
const BASE_PATH: &str = "basePath";

/// All settings except the allowlist of addresses, for which the image must support it or is refused.
pub(crate) const SETTINGS: [Setting; 7] = [
    Setting {
        key: "timezone",
        otherwise: IGNORES,
        variable: "DAGU_TZ",
        is_read_by: |_| true,
        value: |config| text(&config.timezone),
    },
    Setting {
        key: "logFormat",
        otherwise: IGNORES,
        variable: "DAGU_LOG_FORMAT",
        is_read_by: |_| true,
        // The default of every version is text.
        value: |config| (config.log_format == Some(LogFormat::Json)).then_some("json".into()),
    },
    Setting {
        key: "envPassthrough",
        otherwise: IGNORES,
        variable: "DAGU_ENV_PASSTHROUGH",
        is_read_by: runs_steps,
        value: |config| list(&config.env_passthrough),
    },
    Setting {
        key: "envPassthroughPrefixes",
        otherwise: IGNORES,
        variable: "DAGU_ENV_PASSTHROUGH_PREFIXES",
        is_read_by: runs_steps,
        value: |config| list(&config.env_passthrough_prefixes),
    },
    Setting {
        key: BASE_PATH,
        otherwise: IGNORES,
        variable: "DAGU_BASE_PATH",
        is_read_by: serves,
        value: |config| text(&config.base_path),
    },
    Setting {
        key: "publicUrl",
        otherwise: IGNORES,
        variable: "DAGU_PUBLIC_URL",
        is_read_by: serves,
        value: |config| text(&config.public_url),
    },
    Setting {
        key: "corsAllowedOrigins",
        otherwise: "lets pages of every origin call the API",
        variable: "DAGU_CORS_ALLOWED_ORIGINS",
        is_read_by: serves,
        value: |config| list(&config.cors_allowed_origins),
    },
];

/// The variables of a component for these values.
pub(crate) fn environment(config: &Config, version: Version, component: Component) -> Vec<Value> {
    let mut environment: Vec<Value> = SETTINGS
        .iter()
        .filter(|setting| (setting.is_read_by)(component) && setting.is_known_by(version))
        .filter_map(|setting| Some(variable(setting.variable, (setting.value)(config)?)))
        .collect();
    if component == Ui {
        let access = &config.ip_access;
        for (name, addresses) in [
            ("DAGU_IP_ACCESS_ALLOWED_IPS", &access.allowed_ips),
            ("DAGU_IP_ACCESS_TRUSTED_PROXIES", &access.trusted_proxies),
        ] {
            environment.extend(list(addresses).map(|addresses| variable(name, addresses)));
        }
    }
    environment
}

/// The base path of the server in this version, without a trailing slash: empty for the root.
pub(crate) fn base_path(config: &Config, version: Version) -> &str {
    let path = config.base_path.as_deref().unwrap_or_default();
    if is_known_by(version, BASE_PATH) { path } else { "" }
}

impl Setting {
    /// Its path in the values.
    pub(crate) fn path(&self) -> ValuePath {
        ValuePath::of("config").key(self.key)
    }

    /// The first version of Dagu that supports it, for messages.
    pub(crate) fn since(&self) -> &'static str {
        since(self.key)
    }

    /// Whether the values set it but this version of Dagu ignores it.
    pub(crate) fn is_ignored(&self, config: &Config, version: Version) -> bool {
        !self.is_known_by(version) && (self.value)(config).is_some()
    }

    fn is_known_by(&self, version: Version) -> bool {
        is_known_by(version, self.key)
    }
}

/// The first version of Dagu that supports a key of `config`, from its declaration.
pub(crate) fn since(key: &str) -> &'static str {
    Config::OBJECT.key(key).map_or("", |key| key.since)
}

fn is_known_by(version: Version, key: &str) -> bool {
    version.reaches(since(key))
}

fn serves(component: Component) -> bool {
    component == Ui
}

/// Steps run in the pods of workers, and locally in the pods of the UI and the scheduler.
fn runs_steps(component: Component) -> bool {
    component != Coordinator
}

fn text(value: &Option<String>) -> Option<Cow<'_, str>> {
    value.as_deref().filter(|text| !text.is_empty()).map(Cow::Borrowed)
}

fn list(items: &[String]) -> Option<Cow<'_, str>> {
    (!items.is_empty()).then(|| items.join(",").into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::version;

    #[test]
    fn a_setting_is_known_since_the_version_of_its_declaration() {
        for (key, before, first) in [
            ("timezone", "1.14.5", "1.14.6"),
            ("logFormat", "1.15.1", "1.16.0"),
            ("envPassthrough", "2.4.0", "2.4.1"),
            ("envPassthroughPrefixes", "2.4.0", "2.4.1"),
            ("basePath", "1.14.8", "1.15.0"),
            ("publicUrl", "2.6.9", "2.7.0"),
            ("corsAllowedOrigins", "2.7.4", "2.7.5"),
        ] {
            let setting = SETTINGS.iter().find(|setting| setting.key == key).expect(key);
            let knows = |text: &str| setting.is_known_by(version::parse(text).expect(text));
            assert!(!knows(before) && knows(first), "{key}");
        }
    }
}
