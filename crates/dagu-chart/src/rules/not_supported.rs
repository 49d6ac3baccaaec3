//! Settings that Dagu's own chart has and this one does not have yet.

use serde_json::{Map, Value};

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// The key is known, and nothing would come of it.
pub(super) const NOT_SUPPORTED: Rule = Rule {
    code: "D0109",
    name: "not-supported-yet",
    severity: Severity::Error,
    doc: doc!(
        "Dagu can do it and its own chart has a key for it, but this chart cannot set it up yet. To leave it out in silence could leave a release without the protection that was asked for."
    ),
};

/// The only mode of deployment: every component in pods of its own.
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
            "only `distributed`, with pods for each component, is supported yet",
            "set it to `distributed`",
        ),
        (
            is_on(&values.auth.oidc),
            "auth.oidc.enabled",
            "OIDC is not supported yet",
            "set it to false, and use mode `builtin` or a proxy in front of the UI",
        ),
        (
            is_on(&values.auth.proxy),
            "auth.proxy.enabled",
            "the login of a proxy is not supported yet",
            "set it to false, and use mode `builtin`",
        ),
        (
            is_named(&values.license),
            "license.existingSecret",
            "licence keys are not supported yet",
            "set it to an empty string; Dagu runs without a licence",
        ),
        (
            is_other(values.of_coordinator.health_port, 8091),
            "coordinator.healthPort",
            "another port than 8091 is not supported yet",
            "remove it",
        ),
        (
            is_other(values.of_workers.health_port, 8092),
            "worker.healthPort",
            "another port than 8092 is not supported yet",
            "remove it",
        ),
    ];
    for (is_wanted, path, message, help) in wanted {
        if is_wanted {
            diagnostics.push(NOT_SUPPORTED.at(path, message, help));
        }
    }
}
