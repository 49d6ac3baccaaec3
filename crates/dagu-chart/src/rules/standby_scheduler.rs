//! Schedulers that stand by.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Two schedulers may work at once.
pub(super) const UNFENCED_SCHEDULERS: Rule = Rule {
    code: "D0802",
    name: "schedulers-without-fence",
    severity: Severity::Warning,
    doc: doc!(
        "Before 2.3.7 a scheduler that lost its lock does not notice it: with several of them, DAGs may start twice."
    ),
};

/// A lock that looks stale is taken over.
pub(super) const STANDBY_ON_NFS: Rule = Rule {
    code: "D0803",
    name: "standby-scheduler-on-nfs",
    severity: Severity::Note,
    doc: doc!(
        "A standby takes over when the lock's directory is 30 seconds old. NFS shows times that it has cached for up to 60 seconds, so a working scheduler may lose its lock."
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
            "set it to 1, or use an image of 2.3.7 or later",
        ));
    } else if NETWORKS.iter().any(|part| class.contains(part)) {
        diagnostics.push(STANDBY_ON_NFS.at(
            path,
            "on NFS a standby may take the lock from a scheduler that works",
            "set it to 1, or mount the volume with `actimeo=3` or less",
        ));
    }
}
