//! Environment variables that conflict with the chart's own, or that expose a credential.

use serde_json::Value;

use super::{Rule, Subject};
use crate::credentials;
use crate::diagnostic::{Finding, Findings, Severity};
use crate::keys::{PodSetting, Section};
use crate::path::ValuePath;

/// The chart sets this variable itself.
pub(super) const VARIABLE_TAKEN: Rule = Rule {
    code: "D0420",
    name: "variable-of-the-chart",
    severity: Severity::Error,
    doc: doc!(
        "The chart sets ports, addresses, the data directory and authentication in several places that must agree. A variable in `extraEnv` would change only one of them, and could turn off authentication. Use the key of the values that sets it, or remove the variable."
    ),
};

/// A credential that every step could read.
pub(super) const CREDENTIAL_ON_WORKERS: Rule = Rule {
    code: "D0421",
    name: "credential-on-workers",
    severity: Severity::Error,
    doc: doc!(
        "Every step of a workflow can read the `DAGU_*` variables of its worker, so they must not contain credentials. Move the variable to the component that needs it, such as `ui.extraEnv`."
    ),
};

/// The variable replaces one that the chart sets.
pub(super) const VARIABLE_REPLACED: Rule = Rule {
    code: "D0422",
    name: "variable-replaced",
    severity: Severity::Note,
    doc: doc!(
        "The chart sets this variable to a value that suits most releases, and the value in `extraEnv` replaces it. Remove the variable if you did not mean to replace it."
    ),
};

/// A credential in plain text in the manifests.
pub(super) const CREDENTIAL_IN_CLEAR: Rule = Rule {
    code: "D0423",
    name: "credential-in-clear",
    severity: Severity::Warning,
    doc: doc!(
        "Anyone who can read Deployments can read the `value` of a variable. Put the credential into a Secret, and refer to it with `valueFrom.secretKeyRef`."
    ),
};

/// Variables that the chart sets, except those of single settings, and what to do instead.
const TAKEN: [(&str, &str); 15] = [
    ("DAGU_BASE_PATH", "set `config.basePath` instead"),
    ("DAGU_COORDINATOR_ADVERTISE", "remove it"),
    ("DAGU_COORDINATOR_HEALTH_PORT", "remove it"),
    ("DAGU_COORDINATOR_HOST", "remove it"),
    ("DAGU_COORDINATOR_PORT", "remove it"),
    ("DAGU_HOME", "remove it; the chart mounts the volume at `/data`"),
    ("DAGU_HOST", "remove it"),
    ("DAGU_IP_ACCESS_ALLOWED_IPS", "set `config.ipAccess.allowedIPs` instead"),
    ("DAGU_IP_ACCESS_TRUSTED_PROXIES", "set `config.ipAccess.trustedProxies` instead"),
    ("DAGU_PORT", "set `ui.containerPort` instead"),
    ("DAGU_SCHEDULER_PORT", "remove it"),
    ("DAGU_WORKER_HEALTH_PORT", "remove it"),
    ("DAGU_WORKER_ID", "remove it"),
    ("DAGU_WORKER_LABELS", "set `labels` of the pool instead"),
    ("DAGU_WORKER_SHUTDOWN_TIMEOUT", "set `shutdownTimeout` of the pool instead"),
];
/// Variables that the chart sets, and that the values may replace.
const REPLACEABLE: [&str; 4] =
    ["DAGU_DEFAULT_EXECUTION_MODE", "DAGU_SKIP_EXAMPLES", "DAGU_WORKER_COORDINATORS", "HOME"];
/// The first letters of the variables with which the chart sets up authentication.
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
                    format!(
                        "`{name}` looks like a credential, and its value is in the manifest in plain text"
                    ),
                    "put it into a Secret, and replace `value` by `valueFrom.secretKeyRef`",
                ));
            }
        }
    }
}

fn conflict(name: &str, section: Section, path: &dyn Fn() -> ValuePath) -> Option<Finding> {
    let reaches_workers = section != Section::Component;
    if let Some((_, help)) = TAKEN.iter().find(|(taken, _)| *taken == name) {
        let message = format!("the chart sets `{name}` itself");
        return Some(VARIABLE_TAKEN.at(path(), message, *help));
    }
    if let Some(setting) = PodSetting::of_variable(name) {
        let message = format!("the chart sets `{name}` itself");
        let help = format!("set `{}` of the pool instead", setting.key.name);
        return Some(VARIABLE_TAKEN.at(path(), message, help));
    }
    if AUTHENTICATION.iter().any(|start| name.starts_with(start)) {
        let message = format!("the chart sets `{name}` itself");
        return Some(VARIABLE_TAKEN.at(
            path(),
            message,
            "remove it, and configure authentication under `auth`",
        ));
    }
    if reaches_workers && (name.starts_with("DAGU_AUTH_") || credentials::is_credential(name)) {
        return Some(CREDENTIAL_ON_WORKERS.at(
            path(),
            format!("workers would get `{name}`, which every step of a workflow can read"),
            "move it to `extraEnv` of the component that needs it, such as `ui.extraEnv`",
        ));
    }
    REPLACEABLE.contains(&name).then(|| {
        VARIABLE_REPLACED.at(
            path(),
            format!("`{name}` replaces the value that the chart sets"),
            "remove it to use the chart's value",
        )
    })
}
