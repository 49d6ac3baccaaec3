//! Variables of the values that meet the chart's own, or that do not belong where they are.

use serde_json::Value;

use super::{Rule, Subject};
use crate::credentials;
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::keys::Section;
use crate::path::ValuePath;

/// The chart decides this variable.
pub(super) const VARIABLE_TAKEN: Rule = Rule {
    code: "D0420",
    name: "variable-of-the-chart",
    severity: Severity::Error,
    doc: doc!(
        "Ports, addresses, the volume's place and authentication are made in several places that have to agree. A variable of one's own would change only one of them, and could open Dagu to everybody."
    ),
};

/// A credential that every step could read.
pub(super) const CREDENTIAL_ON_WORKERS: Rule = Rule {
    code: "D0421",
    name: "credential-on-workers",
    severity: Severity::Error,
    doc: doc!(
        "Every step of a workflow can read the `DAGU_*` variables of its worker, so no credential may be among them."
    ),
};

/// The value replaces what the chart says.
pub(super) const VARIABLE_REPLACED: Rule = Rule {
    code: "D0422",
    name: "variable-replaced",
    severity: Severity::Note,
    doc: doc!(
        "The chart sets this variable too, with a value that suits most releases. The one of the values counts."
    ),
};

/// A credential that stands in the manifests.
pub(super) const CREDENTIAL_IN_CLEAR: Rule = Rule {
    code: "D0423",
    name: "credential-in-clear",
    severity: Severity::Warning,
    doc: doc!(
        "Whoever may read Deployments can read a variable's plain value. A credential belongs into a Secret."
    ),
};

/// Variables that are made from other values, and those values.
const TAKEN: [(&str, &str); 16] = [
    ("DAGU_BASE_PATH", "set `config.basePath` instead"),
    ("DAGU_COORDINATOR_ADVERTISE", "remove it"),
    ("DAGU_COORDINATOR_HEALTH_PORT", "remove it"),
    ("DAGU_COORDINATOR_HOST", "remove it"),
    ("DAGU_COORDINATOR_PORT", "remove it"),
    ("DAGU_HOME", "remove it; the volume is at `/data`"),
    ("DAGU_HOST", "remove it"),
    ("DAGU_IP_ACCESS_ALLOWED_IPS", "set `config.ipAccess.allowedIPs` instead"),
    ("DAGU_IP_ACCESS_TRUSTED_PROXIES", "set `config.ipAccess.trustedProxies` instead"),
    ("DAGU_PORT", "set `ui.containerPort` instead"),
    ("DAGU_SCHEDULER_PORT", "remove it"),
    ("DAGU_WORKER_HEALTH_PORT", "remove it"),
    ("DAGU_WORKER_ID", "remove it"),
    ("DAGU_WORKER_LABELS", "set `labels` of the pool instead"),
    ("DAGU_WORKER_MAX_ACTIVE_RUNS", "set `maxActiveRuns` of the pool instead"),
    ("DAGU_WORKER_SHUTDOWN_TIMEOUT", "set `shutdownTimeout` of the pool instead"),
];
/// Variables that the chart sets, and that may well be something else.
const REPLACEABLE: [&str; 4] =
    ["DAGU_DEFAULT_EXECUTION_MODE", "DAGU_SKIP_EXAMPLES", "DAGU_WORKER_COORDINATORS", "HOME"];
/// What authentication by the chart is made of.
const AUTHENTICATION: [&str; 7] = [
    "DAGU_AUTH_MODE",
    "DAGU_AUTH_BASIC_",
    "DAGU_AUTH_BUILTIN_",
    "DAGU_AUTH_ADMIN_",
    "DAGU_AUTH_TOKEN_",
    "DAGU_BASICAUTH_",
    "DAGU_IS_BASICAUTH",
];

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    for (path, section, layer) in subject.values.sections() {
        let Some(Value::Array(variables)) = layer.get("extraEnv") else { continue };
        for (index, variable) in variables.iter().enumerate() {
            let Some(name) = variable["name"].as_str() else { continue };
            let path = || path.key("extraEnv").index(index).key("name");
            if let Some(problem) = conflict(name, section, &path) {
                diagnostics.push(problem);
            } else if credentials::sounds_secret(name)
                && variable["value"].as_str().is_some_and(|text| !text.is_empty())
            {
                diagnostics.push(CREDENTIAL_IN_CLEAR.at(
                    path(),
                    format!("`{name}` looks like a credential and stands in the manifests in clear"),
                    "take it from a Secret by `valueFrom.secretKeyRef`",
                ));
            }
        }
    }
}

fn conflict(name: &str, section: Section, path: &dyn Fn() -> ValuePath) -> Option<Diagnostic> {
    let reaches_workers = section != Section::Component;
    if let Some((_, help)) = TAKEN.iter().find(|(taken, _)| *taken == name) {
        let message = format!("`{name}` is made by the chart");
        return Some(VARIABLE_TAKEN.at(path(), message, *help));
    }
    if AUTHENTICATION.iter().any(|start| name.starts_with(start)) {
        let message = format!("`{name}` is made by the chart");
        return Some(VARIABLE_TAKEN.at(path(), message, "set up authentication under `auth`"));
    }
    if reaches_workers && (name.starts_with("DAGU_AUTH_") || credentials::is_credential(name)) {
        return Some(CREDENTIAL_ON_WORKERS.at(
            path(),
            format!("`{name}` would reach the workers, where every step can read it"),
            "move it to `extraEnv` of the component that needs it, such as `ui.extraEnv`",
        ));
    }
    REPLACEABLE.contains(&name).then(|| {
        VARIABLE_REPLACED.at(
            path(),
            format!("`{name}` replaces what the chart sets"),
            "remove it to take the chart's value",
        )
    })
}
