//! A volume that Dagu cannot work with, whatever the cluster.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// No pod starts, or only one does.
pub(super) const VOLUME_MODE: Rule = Rule {
    code: "D0330",
    name: "access-mode-unusable",
    severity: Severity::Error,
    doc: doc!(
        "On a volume of ReadOnlyMany Dagu cannot write its state, and one of ReadWriteOncePod lets a single pod start, while a release has at least a scheduler and a UI. `skipValidation` is for ReadWriteOnce on one node."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    // What an existing claim asks for is not in the values.
    if subject.values.persistence.existing_claim().is_some() {
        return;
    }
    let persistence = &subject.values.persistence;
    let mode = persistence.access_mode.as_deref().unwrap_or_default();
    let why = match mode {
        "ReadOnlyMany" => "Dagu cannot write to it",
        "ReadWriteOncePod" => "only one of the pods could start",
        _ => return,
    };
    // Without the exception there is an error about the mode already.
    if persistence.skip_validation == Some(true) {
        diagnostics.push(VOLUME_MODE.at(
            "persistence.accessMode",
            format!("a volume of `{mode}` is of no use here: {why}"),
            "set it to `ReadWriteMany`, or to `ReadWriteOnce` on a cluster of one node",
        ));
    }
}
