//! A UI without authentication that is exposed outside the cluster.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::values::{AuthMode, ServiceType};

/// Anyone who can reach the UI can run commands.
pub(super) const EXPOSED: Rule = Rule {
    code: "D1013",
    name: "exposed-without-authentication",
    severity: Severity::Warning,
    doc: doc!(
        "Authentication is off, and the UI is exposed outside the cluster. Anyone who can reach it can run commands in the cluster, unless a proxy in front of it authenticates users. Set `auth.mode` to `builtin`, or use such a proxy."
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
        Some(ServiceType::NodePort) => "a port on every node",
        _ => return,
    };
    diagnostics.push(EXPOSED.at(
        "auth.mode",
        format!("authentication is off, but {outside} exposes the UI outside the cluster"),
        "set `auth.mode` to `builtin`, or put a proxy in front of the UI that authenticates users",
    ));
}
