//! A fault of this program.

use super::{Finding, Rule, Severity};

/// What must not happen did.
pub(crate) const INTERNAL: Rule = Rule {
    code: "D0471",
    name: "internal-error",
    severity: Severity::Error,
    doc: doc!(
        "This program has a bug: it could not build an object correctly. Nothing is rendered, because the result would be incomplete."
    ),
};

/// Every code of this module.
#[cfg(any(feature = "docs", test))]
pub(crate) const RULES: &[&Rule] = &[&INTERNAL];

/// The error with what did not succeed.
pub(crate) fn error(what: &str) -> Finding {
    INTERNAL
        .found(format!("internal error: {what}"), "report this bug with your values; remove passwords first")
}
