//! Volumes without hard links.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Dagu makes files by hard links.
pub(super) const HARD_LINKS: Rule = Rule {
    code: "D0332",
    name: "volume-without-hard-links",
    severity: Severity::Warning,
    doc: doc!(
        "From 2.0 Dagu makes some files by hard links: its signing key, later its queue. Azure Files over SMB and mounted object stores have none, and queueing fails there."
    ),
};

/// Parts of the names that such classes have by custom.
const SUSPECTS: [&str; 7] = ["azurefile", "azure-file", "gcsfuse", "s3", "smb", "cifs", "blob"];

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    // What an existing claim asks for is not in the values.
    if subject.values.persistence.existing_claim().is_some() {
        return;
    }
    let class = subject.values.persistence.storage_class.as_deref().unwrap_or_default();
    // Azure Files speaks NFS too, which has hard links.
    let suspect = SUSPECTS.iter().any(|part| class.contains(part)) && !class.contains("nfs");
    if suspect && subject.version.needs_hard_links() {
        diagnostics.push(HARD_LINKS.at(
            "persistence.storageClass",
            "by its name this class is of a kind that has no hard links, which Dagu needs",
            "use one for NFS, EFS or CephFS; Azure Files has hard links over NFS",
        ));
    }
}
