//! Settings that the restricted level of the Pod Security Standards does not accept.

use serde_json::Value;

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::path::ValuePath;
use crate::values::{Layer, Security};

/// No pod would be made.
pub(super) const RESTRICTED: Rule = Rule {
    code: "D0906",
    name: "not-restricted",
    severity: Severity::Error,
    doc: doc!(
        "The pods are to keep to the restricted level, and this setting does not. Where a namespace enforces the level, Kubernetes would make none of them, and only an event would say so."
    ),
};

/// Volumes that the level accepts.
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
        // The chart completes only its own container.
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
                diagnostics.push(found(&path, "no volume of this type is allowed"));
            }
        }
    }
}

/// What a security context says against the level, or leaves open where nothing completes it.
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
        (is("/privileged", true.into()), "no container may be privileged"),
        (gains, "`allowPrivilegeEscalation` has to be false"),
        (!drops_all, "`capabilities.drop` has to hold `ALL`"),
        (adds, "no capability but `NET_BIND_SERVICE` may be added"),
        (is("/runAsNonRoot", false.into()), "`runAsNonRoot` has to be true"),
        (is_root, "the user may not be root"),
        (is("/seccompProfile/type", "Unconfined".into()), "a seccomp profile is needed"),
    ];
    problems.into_iter().find(|(is_there, _)| *is_there).map(|(_, problem)| problem)
}

fn items<'v>(layer: &'v Layer, key: &str) -> impl Iterator<Item = (usize, &'v Value)> {
    layer.get(key).and_then(Value::as_array).into_iter().flatten().enumerate()
}

fn found(path: &ValuePath, problem: &'static str) -> Diagnostic {
    RESTRICTED.at(
        path,
        format!("the restricted level does not take this: {problem}"),
        "change it, or set `security` to `baseline`",
    )
}
