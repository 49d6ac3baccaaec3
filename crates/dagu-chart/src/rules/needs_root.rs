//! Security contexts in which the entrypoint of the image fails.

use serde_json::Value;

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::values::Security;

/// The pods would not start, or would fail at once.
pub(super) const NEEDS_ROOT: Rule = Rule {
    code: "D0907",
    name: "entrypoint-needs-root",
    severity: Severity::Warning,
    doc: doc!(
        "The entrypoint of the Dagu image starts as root and switches to an ordinary user with `sudo`. Pods fail if the security context forbids root, capabilities or privilege escalation. Set `security: restricted` instead, which starts Dagu without the entrypoint as an ordinary user."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    if subject.values.security == Some(Security::Restricted) {
        return;
    }
    for (path, _, layer) in subject.values.sections() {
        for key in ["podSecurityContext", "containerSecurityContext"] {
            let Some((field, problem)) = layer.get(key).and_then(problem) else { continue };
            diagnostics.push(NEEDS_ROOT.at(
                path.key(key).key(field),
                format!("the entrypoint of the Dagu image needs root: {problem}"),
                format!("set `security` to `restricted`, which starts Dagu without the entrypoint, and remove `{field}`"),
            ));
        }
    }
}

/// The field of a security context that forbids what the entrypoint needs.
fn problem(context: &Value) -> Option<(&'static str, &'static str)> {
    let drops_all =
        || context.pointer("/capabilities/drop")?.as_array().map(|names| names.contains(&"ALL".into()));
    let is_user = context["runAsUser"].as_f64().is_some_and(|user| user != 0.0);
    let problems = [
        ("runAsNonRoot", context["runAsNonRoot"] == true, "with `runAsNonRoot` the pod does not start"),
        ("runAsUser", is_user, "as another user it fails"),
        (
            "allowPrivilegeEscalation",
            context["allowPrivilegeEscalation"] == false,
            "without privilege escalation its `sudo` fails",
        ),
        ("capabilities", drops_all() == Some(true), "without capabilities it fails"),
    ];
    problems.into_iter().find(|(_, is_there, _)| *is_there).map(|(field, _, problem)| (field, problem))
}
