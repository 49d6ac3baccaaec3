//! The user's texts in variables: Kubernetes must not expand them.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use serde_json::Value;

use super::{Objects, containers, items, title};
use crate::dagu::resolved;

/// Variables, and the path of their text in the values, or of the list whose items they join.
const TEXTS: [(&str, &str); 9] = [
    ("DAGU_PUBLIC_URL", "/config/publicUrl"),
    ("DAGU_BASE_PATH", "/config/basePath"),
    ("DAGU_TZ", "/config/timezone"),
    ("DAGU_CORS_ALLOWED_ORIGINS", "/config/corsAllowedOrigins"),
    ("DAGU_ENV_PASSTHROUGH", "/config/envPassthrough"),
    ("DAGU_ENV_PASSTHROUGH_PREFIXES", "/config/envPassthroughPrefixes"),
    ("DAGU_IP_ACCESS_ALLOWED_IPS", "/config/ipAccess/allowedIPs"),
    ("DAGU_AUTH_BUILTIN_INITIAL_ADMIN_USERNAME", "/auth/builtin/admin/username"),
    ("DAGU_AUTH_TOKEN_TTL", "/auth/builtin/token/ttl"),
];

pub(super) fn arrive_as_written(objects: &Objects<'_>) -> Result<()> {
    for workload in objects.of_kind("Deployment") {
        for container in containers(workload) {
            let mut before = BTreeMap::new();
            for variable in items(&container["env"]) {
                let (name, value) = (variable["name"].as_str(), variable["value"].as_str());
                let (Some(name), Some(value)) = (name, value) else { continue };
                let value = resolved(value, &before);
                let written = TEXTS.iter().find(|(variable, _)| *variable == name);
                if let Some(written) = written.and_then(|(_, path)| written_at(objects.values, path)) {
                    let title = title(workload);
                    ensure!(value == written, "{title}: {name} comes to {value:?}, not to {written:?}");
                }
                before.insert(name.to_owned(), value);
            }
        }
    }
    Ok(())
}

fn written_at(values: &Value, path: &str) -> Option<String> {
    match values.pointer(path)? {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => Some(list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(",")),
        _ => None,
    }
}
