//! An access mode with which the components cannot share the volume.

use super::{Rule, Subject};
use crate::diagnostic::{Finding, Findings, Remedy, Severity};
use crate::shown::shortened;

/// With this access mode, pods on different nodes cannot share the volume.
pub(super) const ACCESS_MODE: Rule = Rule {
    code: "D0301",
    name: "access-mode-not-shared",
    severity: Severity::Error,
    doc: doc!(
        "The pods of a release share one volume, usually from several nodes, and only the access mode `ReadWriteMany` allows all of them to write. With `ReadWriteOnce`, pods on a second node do not start. On a single-node cluster, use `ReadWriteOnce` and set `persistence.skipValidation` to true."
    ),
};

/// Kubernetes has no such access mode.
pub(super) const UNKNOWN_ACCESS_MODE: Rule = Rule {
    code: "D0304",
    name: "access-mode-unknown",
    severity: Severity::Error,
    doc: doc!(
        "Kubernetes has the access modes `ReadWriteOnce`, `ReadOnlyMany`, `ReadWriteMany` and `ReadWriteOncePod`. Dagu needs `ReadWriteMany`, or `ReadWriteOnce` on a single-node cluster."
    ),
};

const SHARED: &str = "ReadWriteMany";
const KNOWN: [&str; 4] = ["ReadWriteOnce", "ReadOnlyMany", SHARED, "ReadWriteOncePod"];

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let persistence = &subject.values.persistence;
    // The values do not say which access mode an existing claim has.
    if persistence.existing_claim().is_some() {
        return;
    }
    let mode = persistence.access_mode.as_deref().unwrap_or_default();
    let path = "persistence.accessMode";
    if !KNOWN.contains(&mode) {
        let near = crate::invalid::nearest(mode, KNOWN.into_iter());
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("set `{path}` to `{SHARED}`"),
        };
        let message = match mode {
            "" => "no access mode is set".to_owned(),
            mode => format!("`{}` is not a Kubernetes access mode", shortened(mode)),
        };
        diagnostics.push(Finding {
            remedy: near.map(|near| Remedy::Replace(near.to_owned())),
            ..UNKNOWN_ACCESS_MODE.at(path, message, help)
        });
    } else if mode != SHARED && persistence.skip_validation != Some(true) {
        diagnostics.push(ACCESS_MODE.at(
            path,
            format!("pods on several nodes must be able to write to this volume, which `{mode}` does not allow"),
            "set `persistence.accessMode` to `ReadWriteMany`; on a single-node cluster, use `ReadWriteOnce` and set `persistence.skipValidation` to true",
        ));
    }
}
