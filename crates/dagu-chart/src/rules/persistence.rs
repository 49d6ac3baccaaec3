//! A volume that is not the chart's, or not there.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Findings, Severity};
use crate::values::Values;

/// Without it every pod would have files of its own.
pub(super) const PERSISTENCE_REQUIRED: Rule = Rule {
    code: "D0306",
    name: "persistence-required",
    severity: Severity::Error,
    doc: doc!(
        "All components share their files on one volume, and Dagu has no database. Without it the UI would not see what the scheduler does, and no DAG would reach a worker."
    ),
};

/// The settings belong to a claim that is not made.
pub(super) const CLAIM_SETTINGS_UNUSED: Rule = Rule {
    code: "D0307",
    name: "claim-settings-unused",
    severity: Severity::Warning,
    doc: doc!(
        "With a claim of the user's own the chart makes none, so its annotations, `volumeName` and `selector` stand nowhere."
    ),
};

/// Kubernetes refuses the name.
pub(super) const CLAIM_NAME: Rule = Rule {
    code: "D0308",
    name: "claim-name-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "The name of a claim has lowercase letters, digits, dashes and dots, a letter or a digit first and last."
    ),
};

/// The claim would wait for ever.
pub(super) const VOLUME_NAME: Rule = Rule {
    code: "D0334",
    name: "volume-name-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "The name of a PersistentVolume is lowercase letters, digits, dashes and dots. A claim to any other stays pending."
    ),
};

/// Helm removes what a release made before and makes no longer.
pub(crate) const OWN_CLAIM: Rule = Rule {
    code: "D0309",
    name: "own-claim-as-existing",
    severity: Severity::Warning,
    doc: doc!(
        "The claim has the name that the chart gives its own. A release that made it no longer does, and Helm deletes it with all data, unless it was made with `persistence.retain`."
    ),
};

/// Checks the claim of a release that is upgraded, where `own` is the name of the chart's claim.
pub(crate) fn check_own(values: &Values, own: &str) -> Option<Diagnostic> {
    (values.persistence.existing_claim() == Some(own)).then(|| {
        OWN_CLAIM.at(
            "persistence.existingClaim",
            "if an earlier revision of this release made this claim, Helm deletes it now, with all data",
            "remove it; or upgrade once with `persistence.retain`, before you set it",
        )
    })
}

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let persistence = &subject.values.persistence;
    if persistence.enabled == Some(false) {
        diagnostics.push(PERSISTENCE_REQUIRED.at(
            "persistence.enabled",
            "the components share their files, so there has to be a volume",
            "set it to true; for a trial on one node, set `persistence.accessMode` to `ReadWriteOnce` and `persistence.skipValidation` to true",
        ));
    }
    let volume = persistence.volume_name.as_deref().unwrap_or_default();
    if !volume.is_empty() && !crate::kubernetes::words::is_subdomain(volume) {
        diagnostics.push(VOLUME_NAME.at(
            "persistence.volumeName",
            format!("`{}` is not the name of a volume", volume.escape_debug()),
            "name one that `kubectl get persistentvolume` lists",
        ));
    }
    let Some(claim) = persistence.existing_claim() else { return };
    if !crate::kubernetes::words::is_subdomain(claim) {
        diagnostics.push(CLAIM_NAME.at(
            "persistence.existingClaim",
            format!("`{}` is not the name of a claim", claim.escape_debug()),
            "write it with lowercase letters, digits, dashes and dots",
        ));
    }
    if !persistence.annotations.is_empty() {
        diagnostics.push(CLAIM_SETTINGS_UNUSED.at(
            "persistence.annotations",
            "the chart makes no claim that could carry them",
            "annotate your own claim, or remove `persistence.existingClaim`",
        ));
    }
    for (path, is_set) in [
        ("persistence.volumeName", !volume.is_empty()),
        ("persistence.selector", !persistence.selector.is_empty()),
    ] {
        if is_set {
            diagnostics.push(CLAIM_SETTINGS_UNUSED.at(
                path,
                "the chart makes no claim that could ask for this volume",
                "remove it, or remove `persistence.existingClaim`",
            ));
        }
    }
}
