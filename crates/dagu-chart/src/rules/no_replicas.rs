//! Components with 0 replicas.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::path::ValuePath;

/// No other component takes over its work.
pub(super) const NO_REPLICAS: Rule = Rule {
    code: "D0801",
    name: "component-without-pods",
    severity: Severity::Warning,
    doc: doc!(
        "A component has 0 replicas. Without the scheduler, no DAG starts on schedule and queued DAGs stay in the queue. Without the coordinator, workers get no work. Without the UI, there is no API either. Set `replicas` to 1, unless you paused the component on purpose."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    for (key, component, missing) in [
        ("coordinator", &values.coordinator, "workers get no work"),
        ("scheduler", &values.scheduler, "no DAG starts on schedule, and queued DAGs stay in the queue"),
        ("ui", &values.ui, "there is no UI and no API"),
    ] {
        if component.replicas == Some(0) && (version.has_workers() || key != "coordinator") {
            diagnostics.push(NO_REPLICAS.at(
                ValuePath::of(key).key("replicas"),
                format!("`{key}.replicas` is 0: {missing}"),
                format!("set `{key}.replicas` to 1, unless you paused it on purpose"),
            ));
        }
    }
}
