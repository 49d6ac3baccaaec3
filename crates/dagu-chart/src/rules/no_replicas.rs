//! Components that are switched off.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::path::ValuePath;

/// What nobody else does in its place does not happen.
pub(super) const NO_REPLICAS: Rule = Rule {
    code: "D0801",
    name: "component-without-pods",
    severity: Severity::Warning,
    doc: doc!(
        "A component has 0 pods: without a scheduler no DAG starts on time and nothing leaves the queue, without a coordinator no worker gets work, without the UI there is no API either."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    for (key, component, missing) in [
        ("coordinator", &values.coordinator, "no worker gets work"),
        ("scheduler", &values.scheduler, "no DAG starts on time, and queued ones stay queued"),
        ("ui", &values.ui, "there is neither UI nor API"),
    ] {
        if component.replicas == Some(0) && (version.has_workers() || key != "coordinator") {
            diagnostics.push(NO_REPLICAS.at(
                ValuePath::of(key).key("replicas"),
                format!("with 0 pods {missing}"),
                "set it to 1, unless this is a pause",
            ));
        }
    }
}
