//! Settings that the restricted level of the Pod Security Standards does not allow.

use serde_json::Value;

use super::{Rule, Subject};
use crate::diagnostic::{Finding, Findings, Severity};
use crate::path::ValuePath;
use crate::values::{Layer, Security};

/// Kubernetes would create no pod in a namespace that enforces the level.
pub(super) const RESTRICTED: Rule = Rule {
    code: "D0906",
    name: "not-restricted",
    severity: Severity::Error,
    doc: doc!(
        "With `security: restricted`, the pods must meet the restricted level of the Pod Security Standards, and this setting does not. In a namespace that enforces the level, Kubernetes would create no pods, and only an event would say why. Change the setting, or set `security` to `baseline`."
    ),
};

/// Types of volumes that the level allows.
const VOLUMES: [&str; 8] = [
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "persistentVolumeClaim",
    "projected",
    "secret",
];

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    if subject.values.security != Some(Security::Restricted) {
        return;
    }
    for (path, _, layer) in subject.values.sections() {
        for key in ["podSecurityContext", "containerSecurityContext"] {
            if let Some(context) = layer.get(key) {
                diagnostics.extend(problem(context, true).map(|problem| found(&path.key(key), problem)));
            }
        }
        // The chart sets what the level requires only on its own container.
        for key in ["initContainers", "sidecars"] {
            for (index, container) in items(layer, key) {
                let path = path.key(key).index(index).key("securityContext");
                let problem = problem(&container["securityContext"], false);
                diagnostics.extend(problem.map(|problem| found(&path, problem)));
            }
        }
        for (index, volume) in items(layer, "extraVolumes") {
            let mut sources = volume.as_object().into_iter().flat_map(|volume| volume.keys());
            if let Some(source) = sources.find(|key| *key != "name" && !VOLUMES.contains(&key.as_str())) {
                let path = path.key("extraVolumes").index(index).key(source);
                diagnostics.push(found(&path, "this type of volume is not allowed"));
            }
        }
    }
}

/// The first problem of a security context, with what it lacks if the chart does not complete it.
fn problem(context: &Value, is_completed: bool) -> Option<&'static str> {
    let is = |pointer: &str, value: Value| context.pointer(pointer) == Some(&value);
    let list = |pointer: &str| context.pointer(pointer).and_then(Value::as_array);
    let drops_all = match list("/capabilities/drop") {
        Some(dropped) => dropped.iter().any(|name| name == "ALL"),
        None => is_completed,
    };
    let adds = list("/capabilities/add").into_iter().flatten().any(|name| name != "NET_BIND_SERVICE");
    let gains = is("/allowPrivilegeEscalation", true.into())
        || !is_completed && !is("/allowPrivilegeEscalation", false.into());
    let is_root = context.pointer("/runAsUser").and_then(Value::as_f64) == Some(0.0);
    let problems = [
        (is("/privileged", true.into()), "containers must not be privileged"),
        (gains, "`allowPrivilegeEscalation` must be false"),
        (!drops_all, "`capabilities.drop` must contain `ALL`"),
        (adds, "only the capability `NET_BIND_SERVICE` may be added"),
        (is("/runAsNonRoot", false.into()), "`runAsNonRoot` must be true"),
        (is_root, "`runAsUser` must not be 0"),
        (is("/seccompProfile/type", "Unconfined".into()), "`seccompProfile.type` must not be `Unconfined`"),
    ];
    problems.into_iter().find(|(is_there, _)| *is_there).map(|(_, problem)| problem)
}

fn items<'v>(layer: &'v Layer, key: &str) -> impl Iterator<Item = (usize, &'v Value)> {
    layer.get(key).and_then(Value::as_array).into_iter().flatten().enumerate()
}

fn found(path: &ValuePath, problem: &'static str) -> Finding {
    RESTRICTED.at(
        path,
        format!("not allowed with `security: restricted`: {problem}"),
        "change this setting, or set `security` to `baseline`",
    )
}
