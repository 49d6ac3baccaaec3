//! Access modes with which Dagu does not work on any cluster.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Dagu cannot write, or only one pod starts.
pub(super) const VOLUME_MODE: Rule = Rule {
    code: "D0330",
    name: "access-mode-unusable",
    severity: Severity::Error,
    doc: doc!(
        "Dagu does not work with these access modes, not even on a single node: with `ReadOnlyMany` it cannot write to the volume, and with `ReadWriteOncePod` only one of the pods starts. `persistence.skipValidation` is meant for `ReadWriteOnce` on a single-node cluster."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    // The values do not say which access mode an existing claim has.
    if subject.values.persistence.existing_claim().is_some() {
        return;
    }
    let persistence = &subject.values.persistence;
    let mode = persistence.access_mode.as_deref().unwrap_or_default();
    let why = match mode {
        "ReadOnlyMany" => "Dagu cannot write to it",
        "ReadWriteOncePod" => "only one pod of the release would start",
        _ => return,
    };
    // Without `skipValidation`, the mode is reported as an error already.
    if persistence.skip_validation == Some(true) {
        diagnostics.push(VOLUME_MODE.at(
            "persistence.accessMode",
            format!("`{mode}` does not work: {why}"),
            "set `persistence.accessMode` to `ReadWriteMany`, or to `ReadWriteOnce` on a single-node cluster",
        ));
    }
}
