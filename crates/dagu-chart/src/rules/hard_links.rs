//! A storage class whose volumes probably have no hard links.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Dagu creates files with hard links.
pub(super) const HARD_LINKS: Rule = Rule {
    code: "D0332",
    name: "volume-without-hard-links",
    severity: Severity::Warning,
    doc: doc!(
        "From version 2.0, Dagu creates some files with hard links, such as its signing key and later its queue. Azure Files over SMB and mounted object stores have no hard links, so Dagu cannot queue runs there. Use a storage class for NFS, EFS, CephFS, or Azure Files over NFS."
    ),
};

/// Parts of the usual names of such classes.
const SUSPECTS: [&str; 7] = ["azurefile", "azure-file", "gcsfuse", "s3", "smb", "cifs", "blob"];

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    // The values do not say which storage class an existing claim has.
    if subject.values.persistence.existing_claim().is_some() {
        return;
    }
    let class = subject.values.persistence.storage_class.as_deref().unwrap_or_default();
    // Azure Files over NFS has hard links.
    let suspect = SUSPECTS.iter().any(|part| class.contains(part)) && !class.contains("nfs");
    if suspect && subject.version.needs_hard_links() {
        diagnostics.push(HARD_LINKS.at(
            "persistence.storageClass",
            format!("storage class `{class}` looks like SMB or object storage, which has no hard links; Dagu needs them"),
            "use a storage class for NFS, EFS, CephFS, or Azure Files over NFS",
        ));
    }
}
