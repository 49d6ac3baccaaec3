//! Probes without a handler.

use serde_json::Value;

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::values::HANDLERS;
use crate::values::SectionPath;
use crate::version::Version;

/// Kubernetes rejects a probe without a handler, so the chart leaves it out.
pub(super) const PROBE_WITHOUT_HANDLER: Rule = Rule {
    code: "D0525",
    name: "probe-asks-nothing",
    severity: Severity::Warning,
    doc: doc!(
        "A probe in the values is merged with the chart's own probe key by key, a startup probe with the chart's liveness probe. If the chart has no such probe, or the values remove it, the probe needs a handler: `httpGet`, `tcpSocket`, `grpc` or `exec`. Without one, the chart leaves the probe out. The chart has no probes for workers before Dagu 2.3.1 and for the scheduler before 1.18, which do not answer any. Add a handler, or remove the probe."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    // A problem that pools inherit from `worker` is reported once.
    let mut of_worker = Vec::new();
    for section in values.pod_sections() {
        // Whether the probe that the chart renders under this key has a handler.
        let has_handler = |probe: &str| {
            let given = section.pods.get(probe);
            let own = given
                .as_ref()
                .is_some_and(|given| HANDLERS.iter().any(|handler| given.get(handler).is_some()));
            own || has_probe(section.path, version) && !section.pods.removes(probe)
        };
        for (probe, base) in [
            ("livenessProbe", "livenessProbe"),
            ("readinessProbe", "readinessProbe"),
            ("startupProbe", "livenessProbe"),
        ] {
            let Some(Value::Object(given)) = section.pods.get(probe) else { continue };
            let has_own = HANDLERS.iter().any(|handler| given.contains_key(*handler));
            if given.is_empty() || has_own || has_handler(base) {
                continue;
            }
            let path = if !section.is_pool() || section.layer.contains_key(probe) {
                section.path
            } else if of_worker.contains(&probe) {
                continue;
            } else {
                of_worker.push(probe);
                SectionPath::Top("worker")
            };
            diagnostics.push(PROBE_WITHOUT_HANDLER.at(
                path.key(probe),
                format!(
                    "`{probe}` has no handler, and the chart has no probe to merge it with, so it is ignored"
                ),
                format!("add `httpGet`, `tcpSocket`, `grpc` or `exec`, or remove `{probe}`"),
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
