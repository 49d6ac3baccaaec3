//! Limits that are too small for Dagu.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::resources::Quantity;

/// The kernel kills the container, at the latest when it runs a DAG.
pub(super) const SMALL_MEMORY: Rule = Rule {
    code: "D0805",
    name: "memory-limit-small",
    severity: Severity::Warning,
    doc: doc!(
        "An idle Dagu needs up to 39 MB of memory (measured with 1.30.2), and each run adds a Dagu process and the processes of its steps. A container that exceeds its memory limit is killed together with its runs. Set the limit to 128Mi or more."
    ),
};

/// The probes fail.
pub(super) const SMALL_CPU: Rule = Rule {
    code: "D0806",
    name: "cpu-limit-small",
    severity: Severity::Warning,
    doc: doc!(
        "A CPU limit pauses the container for part of every 100 milliseconds. With less than 50m, Dagu answers probes and sends heartbeats too late. Set the limit to 100m or more, or remove it."
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
                "the memory limit is too small for Dagu and one run, so the container would be killed",
                "set `limits.memory` to 128Mi or more",
            ));
        }
        if below("cpu", CPU) {
            diagnostics.push(SMALL_CPU.at(
                path().key("cpu"),
                "the CPU limit is so small that Dagu answers probes and sends heartbeats too late",
                "set `limits.cpu` to 100m or more, or remove the limit",
            ));
        }
    }
}
