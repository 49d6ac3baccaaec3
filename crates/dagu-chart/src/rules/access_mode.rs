//! A volume that the components cannot share.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Findings, Remedy, Severity};

/// The access mode does not let several nodes write.
pub(super) const ACCESS_MODE: Rule = Rule {
    code: "D0301",
    name: "access-mode-not-shared",
    severity: Severity::Error,
    doc: doc!(
        "All components share one volume. With any access mode but ReadWriteMany, pods on a second node never start."
    ),
};

/// Kubernetes has no such access mode.
pub(super) const UNKNOWN_ACCESS_MODE: Rule = Rule {
    code: "D0304",
    name: "access-mode-unknown",
    severity: Severity::Error,
    doc: doc!("Kubernetes knows ReadWriteOnce, ReadOnlyMany, ReadWriteMany and ReadWriteOncePod."),
};

const SHARED: &str = "ReadWriteMany";
const KNOWN: [&str; 4] = ["ReadWriteOnce", "ReadOnlyMany", SHARED, "ReadWriteOncePod"];

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let persistence = &subject.values.persistence;
    // What a claim of the user's own can do, only the cluster knows.
    if persistence.existing_claim().is_some() {
        return;
    }
    let mode = persistence.access_mode.as_deref().unwrap_or_default();
    let path = "persistence.accessMode";
    if !KNOWN.contains(&mode) {
        let near = crate::misfit::nearest(mode, KNOWN.into_iter());
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("set it to `{SHARED}`"),
        };
        diagnostics.push(Diagnostic {
            remedy: near.map(|near| Remedy::Replace(near.to_owned())),
            ..UNKNOWN_ACCESS_MODE.at(path, "not an access mode of Kubernetes", help)
        });
    } else if mode != SHARED && persistence.skip_validation != Some(true) {
        diagnostics.push(ACCESS_MODE.at(
            path,
            format!("all components share the volume, which `{mode}` does not allow"),
            "set it to `ReadWriteMany`; on a cluster of one node, set `persistence.skipValidation` to true",
        ));
    }
}
