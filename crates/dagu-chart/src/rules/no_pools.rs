//! A release without workers.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Every pool was removed.
pub(super) const NO_POOLS: Rule = Rule {
    code: "D0403",
    name: "no-worker-pools",
    severity: Severity::Warning,
    doc: doc!(
        "Without a pool, DAGs run in the pods of UI and scheduler, and DAGs with a selector never run."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    if subject.values.worker_pools.is_empty() && subject.version.has_workers() {
        diagnostics.push(NO_POOLS.at(
            "workerPools",
            "there is no worker pool: DAGs run in the pods of UI and scheduler",
            "add a pool, such as the chart's default `general`",
        ));
    }
}
