//! A bug in this program.

use super::{Finding, Rule, Severity};

/// An error that cannot happen without a bug.
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

/// The error for an operation that failed.
pub(crate) fn error(what: &str) -> Finding {
    INTERNAL
        .found(format!("internal error: {what}"), "report this bug with your values; remove passwords first")
}
