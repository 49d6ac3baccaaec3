//! Coordinators that would cancel each other's runs.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// More than one coordinator where runs belong to one.
pub(super) const COORDINATOR_REPLICAS: Rule = Rule {
    code: "D0508",
    name: "several-coordinators",
    severity: Severity::Error,
    doc: doc!(
        "From 2.3.7 to 2.12 a run belongs to the coordinator that started it. Behind one Service, several coordinators receive each other's messages and the runs are cancelled."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    let replicas = values.coordinator.replicas.unwrap_or(1);
    if version.coordinator_owns_runs() && replicas > 1 {
        diagnostics.push(COORDINATOR_REPLICAS.at(
            "coordinator.replicas",
            format!("Dagu {version} cancels runs when there is more than one coordinator"),
            "set it to 1",
        ));
    }
}
