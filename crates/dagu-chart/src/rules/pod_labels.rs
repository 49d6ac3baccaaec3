//! Labels that the chart sets itself.

use serde_json::Value;

use super::{Rule, Subject};
use crate::convention::SELECTING_LABELS;
use crate::diagnostic::{Findings, Severity};

/// The label decides which Deployment and Service a pod belongs to.
pub(super) const SELECTING_LABEL: Rule = Rule {
    code: "D0429",
    name: "selecting-label",
    severity: Severity::Error,
    doc: doc!(
        "Deployments and Services find their pods by these labels, which never change. A pod with another would belong to none, or to the wrong one. On a Deployment the chart also sets the labels that name itself and the version."
    ),
};

/// Labels of a Deployment that are the chart's, besides those that select.
const OF_DEPLOYMENT: [&str; 3] =
    ["app.kubernetes.io/managed-by", "app.kubernetes.io/version", "helm.sh/chart"];

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    for (path, _, layer) in subject.values.sections() {
        for (key, ours) in [("podLabels", &[][..]), ("deploymentLabels", &OF_DEPLOYMENT)] {
            let Some(Value::Object(labels)) = layer.get(key) else { continue };
            for name in labels.keys().map(String::as_str) {
                let message = if SELECTING_LABELS.contains(&name) {
                    format!("the chart selects pods by `{name}`")
                } else if ours.contains(&name) {
                    format!("the chart sets `{name}`")
                } else {
                    continue;
                };
                diagnostics.push(SELECTING_LABEL.at(
                    path.key(key).key(name),
                    message,
                    "choose another label; `nameOverride` changes `app.kubernetes.io/name` everywhere",
                ));
            }
        }
    }
}
