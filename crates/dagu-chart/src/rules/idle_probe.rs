//! Probes that ask nothing.

use serde_json::Value;

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::values::HANDLERS;
use crate::values::SectionPath;
use crate::version::Version;

/// Kubernetes takes no probe that does not say what to ask, so the chart leaves it out.
pub(super) const IDLE_PROBE: Rule = Rule {
    code: "D0525",
    name: "probe-asks-nothing",
    severity: Severity::Warning,
    doc: doc!(
        "A probe of the values changes the chart's probe key by key. Where the chart has none, or it was removed, a probe has to say itself what it asks; without that it is left out. Workers before Dagu 2.3.1 and the scheduler before 1.18 answer no probe."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    // Many pools inherit the same: it is said once.
    let mut of_worker = Vec::new();
    for workload in values.workloads() {
        let asks = |probe: &str| {
            let given = workload.pods.get(probe);
            let own = given
                .as_ref()
                .is_some_and(|given| HANDLERS.iter().any(|handler| given.get(handler).is_some()));
            own || has_probe(workload.path, version) && !workload.pods.removes(probe)
        };
        for (probe, asked) in [
            ("livenessProbe", "livenessProbe"),
            ("readinessProbe", "readinessProbe"),
            ("startupProbe", "livenessProbe"),
        ] {
            let Some(Value::Object(given)) = workload.pods.get(probe) else { continue };
            let says = HANDLERS.iter().any(|handler| given.contains_key(*handler));
            if given.is_empty() || says || asks(asked) {
                continue;
            }
            let path = if !workload.is_pool() || workload.layer.contains_key(probe) {
                workload.path
            } else if of_worker.contains(&probe) {
                continue;
            } else {
                of_worker.push(probe);
                SectionPath::Top("worker")
            };
            diagnostics.push(IDLE_PROBE.at(
                path.key(probe),
                "there is no probe of the chart that this could change, so it is left out",
                "say what it asks, by `httpGet`, `tcpSocket`, `grpc` or `exec`, or remove it",
            ));
        }
    }
}

/// Whether the chart gives the pods of a section a liveness and a readiness probe.
fn has_probe(section: SectionPath<'_>, version: Version) -> bool {
    match section {
        SectionPath::Pool(_) => version.has_health_ports(),
        SectionPath::Top("scheduler") => version.has_workers(),
        _ => true,
    }
}
