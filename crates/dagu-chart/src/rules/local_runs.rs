//! DAGs that do not run on workers.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Dagu 1.x sends only DAGs with a selector to workers.
pub(super) const LOCAL_RUNS: Rule = Rule {
    code: "D0507",
    name: "local-runs",
    severity: Severity::Note,
    doc: doc!(
        "Before Dagu 2.0, a DAG without a `workerSelector` runs in the scheduler's pod, and a DAG that is started in the UI runs in the UI's pod, where its steps can read the credentials of that pod. Use Dagu 2.3 or later to run every DAG on workers."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    if version.has_workers() && !version.has_execution_mode() && !values.worker_pools.is_empty() {
        diagnostics.push(LOCAL_RUNS.at(
            "workerPools",
            format!("with Dagu {version}, only DAGs that have a `workerSelector` and are queued or scheduled run on workers"),
            "set `image.tag` to Dagu 2.3 or later to run every DAG on workers",
        ));
    }
}
