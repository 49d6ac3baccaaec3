//! A claim without a size.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::resources::Quantity;

/// Kubernetes refuses the claim.
pub(super) const CLAIM_SIZE: Rule = Rule {
    code: "D0305",
    name: "claim-size-missing",
    severity: Severity::Error,
    doc: doc!("Kubernetes refuses a claim that does not say how much storage it wants, or wants none."),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let persistence = &subject.values.persistence;
    if persistence.existing_claim().is_some() {
        return;
    }
    let zero = Quantity("0".to_owned());
    let message = match &persistence.size {
        None => "the claim has no size",
        Some(size) if size.amount() == zero.amount() => "the claim has a size of zero",
        Some(_) => return,
    };
    diagnostics.push(CLAIM_SIZE.at(
        "persistence.size",
        message,
        "set it, or remove the line to take the chart's default",
    ));
}
