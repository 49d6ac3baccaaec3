//! Standby schedulers.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Two schedulers may be active at once.
pub(super) const UNFENCED_SCHEDULERS: Rule = Rule {
    code: "D0802",
    name: "schedulers-without-fence",
    severity: Severity::Warning,
    doc: doc!(
        "Before Dagu 2.3.7, a scheduler that loses its lock does not notice it, so with several schedulers a DAG may start twice. Set `scheduler.replicas` to 1, or use Dagu 2.3.7 or later."
    ),
};

/// The standby takes over a lock that only looks stale.
pub(super) const STANDBY_ON_NFS: Rule = Rule {
    code: "D0803",
    name: "standby-scheduler-on-nfs",
    severity: Severity::Note,
    doc: doc!(
        "A standby scheduler takes over when the lock has not been renewed for 30 seconds. NFS caches file times for up to 60 seconds, so the standby may take the lock from an active scheduler. Set `scheduler.replicas` to 1, or mount the volume with a shorter attribute cache (`actimeo=3`)."
    ),
};

const NETWORKS: [&str; 2] = ["nfs", "efs"];

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    if values.scheduler.replicas.unwrap_or(1) < 2 {
        return;
    }
    let path = "scheduler.replicas";
    let class = values.persistence.storage_class.as_deref().unwrap_or_default();
    if !version.fences_schedulers() {
        diagnostics.push(UNFENCED_SCHEDULERS.at(
            path,
            format!("with Dagu {version}, two schedulers may start the same DAG"),
            "set `scheduler.replicas` to 1, or set `image.tag` to Dagu 2.3.7 or later",
        ));
    } else if NETWORKS.iter().any(|part| class.contains(part)) {
        diagnostics.push(STANDBY_ON_NFS.at(
            path,
            "on NFS, a standby scheduler may take the lock from the active scheduler",
            "set `scheduler.replicas` to 1, or mount the volume with `actimeo=3` or less",
        ));
    }
}
