//! Several coordinators with a version of Dagu that supports only one.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Each run belongs to one coordinator, but the Service sends its messages to any of them.
pub(super) const COORDINATOR_REPLICAS: Rule = Rule {
    code: "D0508",
    name: "several-coordinators",
    severity: Severity::Error,
    doc: doc!(
        "In Dagu 2.3.7 to 2.12, each run belongs to the coordinator that started it. With several coordinators behind one Service, a message about a run can reach a coordinator that does not own it, and Dagu cancels the run. Set `coordinator.replicas` to 1."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    let replicas = values.coordinator.replicas.unwrap_or(1);
    if version.coordinator_owns_runs() && replicas > 1 {
        diagnostics.push(COORDINATOR_REPLICAS.at(
            "coordinator.replicas",
            format!("Dagu {version} cancels runs if there is more than one coordinator, and `coordinator.replicas` is {replicas}"),
            "set `coordinator.replicas` to 1",
        ));
    }
}
