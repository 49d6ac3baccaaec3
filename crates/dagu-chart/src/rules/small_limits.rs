//! Limits that Dagu does not fit into.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::resources::Quantity;

/// The container is killed, at the latest when it runs a DAG.
pub(super) const SMALL_MEMORY: Rule = Rule {
    code: "D0805",
    name: "memory-limit-small",
    severity: Severity::Warning,
    doc: doc!(
        "Dagu at rest takes up to 39 MB (1.30.2), and every run is another process of it beside the steps. A container that passes its limit is killed, with the runs in it."
    ),
};

/// The probes fail before Dagu has started.
pub(super) const SMALL_CPU: Rule = Rule {
    code: "D0806",
    name: "cpu-limit-small",
    severity: Severity::Warning,
    doc: doc!(
        "A limit on CPU stops the container for most of each tenth of a second. With less than a twentieth of a CPU, probes and heartbeats of Dagu come too late."
    ),
};

const MEMORY: &str = "64Mi";
const CPU: &str = "50m";

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    for (path, _, layer) in subject.values.sections() {
        let Some(limits) = layer.get("resources").and_then(|resources| resources.get("limits")) else {
            continue;
        };
        let path = || path.key("resources").key("limits");
        let below = |resource: &str, least: &str| {
            let limit = limits.get(resource).and_then(Quantity::of);
            limit
                .and_then(|limit| limit.amount())
                .is_some_and(|limit| !limit.is_negative() && Some(limit) < Quantity(least.into()).amount())
        };
        if below("memory", MEMORY) {
            diagnostics.push(SMALL_MEMORY.at(
                path().key("memory"),
                "less than Dagu and one run take: the container is killed",
                "set it to 128Mi or more",
            ));
        }
        if below("cpu", CPU) {
            diagnostics.push(SMALL_CPU.at(
                path().key("cpu"),
                "so little CPU that probes and heartbeats come too late",
                "set it to 100m or more, or remove the limit",
            ));
        }
    }
}
