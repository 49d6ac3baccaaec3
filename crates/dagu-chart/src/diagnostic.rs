//! What the core finds wrong with its input, until it leaves as a diagnostic.

#[macro_use]
mod rule;

pub(crate) mod internal;

mod finding;
mod findings;

pub(crate) use dagu_chart_api::Severity;

pub(crate) use finding::{Finding, Remedy};
pub(crate) use findings::Findings;
pub(crate) use rule::Rule;
