//! DAGs that run outside of the workers.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Dagu 1.x keeps DAGs without a selector to itself.
pub(super) const LOCAL_RUNS: Rule = Rule {
    code: "D0507",
    name: "local-runs",
    severity: Severity::Note,
    doc: doc!(
        "Before 2.0, a DAG without a selector runs in the scheduler's pod, and any DAG started in the UI runs in the UI's pod, where its steps can read that pod's credentials."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    if version.has_workers() && !version.has_execution_mode() && !values.worker_pools.is_empty() {
        diagnostics.push(LOCAL_RUNS.at(
            "workerPools",
            format!("with Dagu {version}, only queued and scheduled DAGs that have a `workerSelector` run on workers"),
            "use an image of 2.3 or later to send every DAG to the workers",
        ));
    }
}
