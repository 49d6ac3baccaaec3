//! Runs that die with one of several web servers.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Which pod runs a DAG is a matter of luck.
pub(super) const UI_RUNS: Rule = Rule {
    code: "D0804",
    name: "runs-in-several-uis",
    severity: Severity::Warning,
    doc: doc!(
        "Before 2.0, a DAG that is started in the UI runs in the pod of the UI that took the request, and ends with that pod. Several of them are scaled and replaced without regard to runs."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    if values.ui.replicas.unwrap_or(1) > 1 && !version.has_execution_mode() {
        diagnostics.push(UI_RUNS.at(
            "ui.replicas",
            format!(
                "with Dagu {version}, DAGs that are started in the UI run in one of its pods and end with it"
            ),
            "set it to 1, or use an image of 2.3 or later",
        ));
    }
}
