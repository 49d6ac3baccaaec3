//! Settings of Dagu's own chart that this chart does not support yet.

use serde_json::{Map, Value};

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// The chart knows the key but cannot act on it.
pub(super) const NOT_SUPPORTED: Rule = Rule {
    code: "D0109",
    name: "not-supported-yet",
    severity: Severity::Error,
    doc: doc!(
        "Dagu's own chart has this setting, but this chart does not support it yet. It refuses the setting instead of ignoring it, because a release without it could lack the protection that you asked for. Change or remove the setting, as described below."
    ),
};

/// The only supported mode: each component has its own pods.
const DISTRIBUTED: &str = "distributed";

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let values = subject.values;
    let mode = values.deployment_mode.as_deref().unwrap_or_default();
    let is_on = |map: &Map<String, Value>| map.get("enabled").is_some_and(|enabled| *enabled != false);
    let is_named = |map: &Map<String, Value>| map.get("existingSecret").is_some_and(|name| name != "");
    let is_other = |given: Option<u16>, port: u16| given.is_some_and(|given| given != port);
    let wanted = [
        (
            !matches!(mode, "" | DISTRIBUTED),
            "deploymentMode",
            "only `distributed` is supported, in which each component has its own pods",
            "set `deploymentMode` to `distributed`",
        ),
        (
            is_on(&values.auth.oidc),
            "auth.oidc.enabled",
            "OIDC is not supported yet",
            "set `auth.oidc.enabled` to false, and set `auth.mode` to `builtin` or put a proxy that authenticates users in front of the UI",
        ),
        (
            is_on(&values.auth.proxy),
            "auth.proxy.enabled",
            "authentication by a proxy is not supported yet",
            "set `auth.proxy.enabled` to false, and set `auth.mode` to `builtin`",
        ),
        (
            is_named(&values.license),
            "license.existingSecret",
            "licence keys are not supported yet",
            "set `license.existingSecret` to `\"\"`; Dagu runs without a licence key",
        ),
        (
            is_other(values.of_coordinator.health_port, 8091),
            "coordinator.healthPort",
            "a health port other than 8091 is not supported yet",
            "remove `coordinator.healthPort`",
        ),
        (
            is_other(values.of_workers.health_port, 8092),
            "worker.healthPort",
            "a health port other than 8092 is not supported yet",
            "remove `worker.healthPort`",
        ),
    ];
    for (is_wanted, path, message, help) in wanted {
        if is_wanted {
            diagnostics.push(NOT_SUPPORTED.at(path, message, help));
        }
    }
}
