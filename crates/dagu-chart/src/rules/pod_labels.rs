//! Labels that the chart sets itself.

use serde_json::Value;

use super::{Rule, Subject};
use crate::convention::SELECTING_LABELS;
use crate::diagnostic::{Findings, Severity};

/// Deployments and Services select pods by this label.
pub(super) const SELECTING_LABEL: Rule = Rule {
    code: "D0429",
    name: "selecting-label",
    severity: Severity::Error,
    doc: doc!(
        "Deployments and Services select their pods by these labels. With another value, a pod would belong to no Deployment or Service, or to the wrong one. On Deployments, the chart also sets `app.kubernetes.io/managed-by`, `app.kubernetes.io/version` and `helm.sh/chart`. Use another label."
    ),
};

/// Labels that the chart sets on a Deployment, besides those that select pods.
const OF_DEPLOYMENT: [&str; 3] =
    ["app.kubernetes.io/managed-by", "app.kubernetes.io/version", "helm.sh/chart"];

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    for (path, _, layer) in subject.values.sections() {
        for (key, ours) in [("podLabels", &[][..]), ("deploymentLabels", &OF_DEPLOYMENT)] {
            let Some(Value::Object(labels)) = layer.get(key) else { continue };
            for name in labels.keys().map(String::as_str) {
                let message = if SELECTING_LABELS.contains(&name) {
                    format!("the chart sets `{name}` itself and selects pods by it")
                } else if ours.contains(&name) {
                    format!("the chart sets `{name}` itself")
                } else {
                    continue;
                };
                diagnostics.push(SELECTING_LABEL.at(
                    path.key(key).key(name),
                    message,
                    "use another label; to change `app.kubernetes.io/name` everywhere, set `nameOverride`",
                ));
            }
        }
    }
}
