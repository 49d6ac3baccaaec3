//! The shared volume: switched off, an existing claim, or a volume chosen by name.

use super::{Rule, Subject};
use crate::diagnostic::{Finding, Findings, Severity};
use crate::values::Values;

/// Without the volume, each pod would have its own files.
pub(super) const PERSISTENCE_REQUIRED: Rule = Rule {
    code: "D0306",
    name: "persistence-required",
    severity: Severity::Error,
    doc: doc!(
        "Dagu has no database: all components share files on one volume. Without it, the UI would not see the runs of the scheduler, and workers would get no DAGs. Set `persistence.enabled` to true."
    ),
};

/// The settings are for a claim that the chart does not create.
pub(super) const CLAIM_SETTINGS_UNUSED: Rule = Rule {
    code: "D0307",
    name: "claim-settings-unused",
    severity: Severity::Warning,
    doc: doc!(
        "With `persistence.existingClaim`, the chart creates no PersistentVolumeClaim, so it ignores `annotations`, `volumeName` and `selector`. Set them on your claim, and remove them from the values."
    ),
};

/// Kubernetes rejects the name.
pub(super) const CLAIM_NAME: Rule = Rule {
    code: "D0308",
    name: "claim-name-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "The name of a PersistentVolumeClaim must consist of lowercase letters, digits, `-` and `.`, and must start and end with a letter or digit. Kubernetes rejects pods that refer to any other name."
    ),
};

/// The claim would stay pending.
pub(super) const VOLUME_NAME: Rule = Rule {
    code: "D0334",
    name: "volume-name-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "The name of a PersistentVolume must consist of lowercase letters, digits, `-` and `.`, and must start and end with a letter or digit. A volume cannot have any other name, so the claim stays pending."
    ),
};

/// Helm deletes objects that an earlier revision of a release has and the new one does not.
pub(crate) const OWN_CLAIM: Rule = Rule {
    code: "D0309",
    name: "own-claim-as-existing",
    severity: Severity::Warning,
    doc: doc!(
        "`persistence.existingClaim` is the name of the claim that the chart itself creates. If an earlier revision of this release created it, the new revision does not contain it, and Helm deletes it with all data. Remove `persistence.existingClaim` to keep the claim. To use it as an existing claim, first upgrade once with `persistence.retain: true`: Helm then keeps it."
    ),
};

/// Checks the claim of a release that is upgraded; `own` is the name of the claim that the chart creates.
pub(crate) fn check_own(values: &Values, own: &str) -> Option<Finding> {
    (values.persistence.existing_claim() == Some(own)).then(|| {
        OWN_CLAIM.at(
            "persistence.existingClaim",
            "this is the name of the chart's own claim: if this release created it, this upgrade deletes it with all data",
            "remove `persistence.existingClaim`, or upgrade once with `persistence.retain: true` before you set it",
        )
    })
}

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let persistence = &subject.values.persistence;
    if persistence.enabled == Some(false) {
        diagnostics.push(PERSISTENCE_REQUIRED.at(
            "persistence.enabled",
            "the components share files, so they need a volume",
            "set `persistence.enabled` to true; for a test on a single node, also set `persistence.accessMode` to `ReadWriteOnce` and `persistence.skipValidation` to true",
        ));
    }
    let volume = persistence.volume_name.as_deref().unwrap_or_default();
    if !volume.is_empty() && !crate::kubernetes::words::is_subdomain(volume) {
        diagnostics.push(VOLUME_NAME.at(
            "persistence.volumeName",
            format!("`{}` is not a valid PersistentVolume name", volume.escape_debug()),
            "use the name of a volume that `kubectl get persistentvolume` lists",
        ));
    }
    let Some(claim) = persistence.existing_claim() else { return };
    if !crate::kubernetes::words::is_subdomain(claim) {
        diagnostics.push(CLAIM_NAME.at(
            "persistence.existingClaim",
            format!("`{}` is not a valid PersistentVolumeClaim name", claim.escape_debug()),
            "use the name of a claim that `kubectl get persistentvolumeclaim` lists",
        ));
    }
    if !persistence.annotations.is_empty() {
        diagnostics.push(CLAIM_SETTINGS_UNUSED.at(
            "persistence.annotations",
            "with `persistence.existingClaim`, the chart creates no claim and ignores these annotations",
            "set the annotations on your claim, and remove them here",
        ));
    }
    for (path, is_set) in [
        ("persistence.volumeName", !volume.is_empty()),
        ("persistence.selector", !persistence.selector.is_empty()),
    ] {
        if is_set {
            diagnostics.push(CLAIM_SETTINGS_UNUSED.at(
                path,
                "with `persistence.existingClaim`, the chart creates no claim and ignores this setting",
                format!("remove `{path}`; your claim decides which volume is used"),
            ));
        }
    }
}
