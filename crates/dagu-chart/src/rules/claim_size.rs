//! A PersistentVolumeClaim without a size.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::resources::Quantity;

/// Kubernetes rejects the claim.
pub(super) const CLAIM_SIZE: Rule = Rule {
    code: "D0305",
    name: "claim-size-missing",
    severity: Severity::Error,
    doc: doc!(
        "Kubernetes rejects a PersistentVolumeClaim that requests no storage. Set `persistence.size` to more than 0, or remove the key to use the chart's default."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let persistence = &subject.values.persistence;
    if persistence.existing_claim().is_some() {
        return;
    }
    let zero = Quantity("0".to_owned());
    let message = match &persistence.size {
        None => "the volume has no size",
        Some(size) if size.amount() == zero.amount() => "the volume has a size of 0",
        Some(_) => return,
    };
    diagnostics.push(CLAIM_SIZE.at(
        "persistence.size",
        message,
        "set `persistence.size` to a size such as `10Gi`, or remove the key to use the chart's default",
    ));
}
