//! Runs in one of several pods of the UI, which end with that pod.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Any of the pods may run a DAG, and its runs end with it.
pub(super) const UI_RUNS: Rule = Rule {
    code: "D0804",
    name: "runs-in-several-uis",
    severity: Severity::Warning,
    doc: doc!(
        "Before Dagu 2.0, a DAG that is started in the UI runs in the pod of the UI that answered the request, and is lost when that pod stops. Kubernetes scales down and replaces pods without regard to such runs. Set `ui.replicas` to 1, or use a later version of Dagu."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    if values.ui.replicas.unwrap_or(1) > 1 && !version.has_execution_mode() {
        diagnostics.push(UI_RUNS.at(
            "ui.replicas",
            format!(
                "with Dagu {version}, a DAG that is started in the UI runs in one of its pods and is lost when that pod stops"
            ),
            "set `ui.replicas` to 1, or set `image.tag` to Dagu 2.3 or later",
        ));
    }
}
