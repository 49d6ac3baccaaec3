//! Labels of pods that select them.

use serde_json::Value;

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::expand::SELECTING;

/// The label decides which Deployment and Service a pod belongs to.
pub(super) const SELECTING_LABEL: Rule = Rule {
    code: "D0429",
    name: "selecting-label",
    severity: Severity::Error,
    doc: doc!(
        "Deployments and Services find their pods by these labels, which never change. A pod with another would belong to none, or to the wrong one."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    for (path, _, layer) in subject.values.sections() {
        let Some(Value::Object(labels)) = layer.get("podLabels") else { continue };
        for name in labels.keys().filter(|name| SELECTING.contains(&name.as_str())) {
            diagnostics.push(SELECTING_LABEL.at(
                path.key("podLabels").key(name),
                format!("the chart selects pods by `{name}`"),
                "choose another label; `nameOverride` changes `app.kubernetes.io/name` everywhere",
            ));
        }
    }
}
