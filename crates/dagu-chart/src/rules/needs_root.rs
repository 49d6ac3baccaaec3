//! Security contexts in which the image's entrypoint cannot work.

use serde_json::Value;

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::values::Security;

/// The pods would end as soon as they start.
pub(super) const NEEDS_ROOT: Rule = Rule {
    code: "D0907",
    name: "entrypoint-needs-root",
    severity: Severity::Warning,
    doc: doc!(
        "The entrypoint of Dagu's image starts as root and drops to an ordinary user by `sudo`. Without root, without its capabilities or without privilege escalation no pod runs. `security: restricted` starts Dagu without the entrypoint."
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
                format!("the entrypoint of Dagu's image needs root: {problem}"),
                "set `security: restricted`, which starts Dagu without it, and remove this",
            ));
        }
    }
}

/// The field of a security context that takes away what the entrypoint needs.
fn problem(context: &Value) -> Option<(&'static str, &'static str)> {
    let drops_all =
        || context.pointer("/capabilities/drop")?.as_array().map(|names| names.contains(&"ALL".into()));
    let is_user = context["runAsUser"].as_f64().is_some_and(|user| user != 0.0);
    let problems = [
        ("runAsNonRoot", context["runAsNonRoot"] == true, "the pod does not start"),
        ("runAsUser", is_user, "with another user it fails"),
        ("allowPrivilegeEscalation", context["allowPrivilegeEscalation"] == false, "`sudo` fails"),
        ("capabilities", drops_all() == Some(true), "without capabilities it fails"),
    ];
    problems.into_iter().find(|(_, is_there, _)| *is_there).map(|(field, _, problem)| (field, problem))
}
