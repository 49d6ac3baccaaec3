//! A claim without a size.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};

/// Kubernetes refuses the claim.
pub(super) const CLAIM_SIZE: Rule = Rule {
    code: "D0305",
    name: "claim-size-missing",
    severity: Severity::Error,
    doc: doc!("Kubernetes refuses a claim that does not say how much storage it wants."),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let persistence = &subject.values.persistence;
    if persistence.size.is_none() && persistence.existing_claim().is_none() {
        diagnostics.push(CLAIM_SIZE.at(
            "persistence.size",
            "the claim has no size",
            "set it, or remove the line to take the chart's default",
        ));
    }
}
