//! A UI that everybody may use, and that more people reach than the cluster.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::values::{AuthMode, ServiceType};

/// Whoever reaches it may run commands.
pub(super) const EXPOSED: Rule = Rule {
    code: "D1013",
    name: "exposed-without-authentication",
    severity: Severity::Warning,
    doc: doc!(
        "Authentication is off and the UI is reachable from outside of the cluster: whoever reaches it may run commands in the cluster, unless something in front of it asks who they are."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let values = subject.values;
    if values.auth.mode != Some(AuthMode::None) {
        return;
    }
    let outside = match values.of_ui.service.kind {
        _ if values.ingress.is_enabled() => "an Ingress",
        Some(ServiceType::LoadBalancer) => "a load balancer",
        Some(ServiceType::NodePort) => "a port of every node",
        _ => return,
    };
    diagnostics.push(EXPOSED.at(
        "auth.mode",
        format!("authentication is off, and {outside} leads to the UI"),
        "set it to `builtin`, or let a proxy in front of the UI authenticate people",
    ));
}
