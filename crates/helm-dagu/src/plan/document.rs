//! A plan as JSON: docs/schemas/plan.json.

use dagu_chart_api::{Diagnostic, Diff};
use serde::Serialize;

use super::kind::{Kind, found};
use super::{Comparison, Sides};
use crate::json_output::FORMAT;

/// The document of a command that ran.
#[derive(Serialize)]
pub(crate) struct Document<'a> {
    format: u32,
    ok: bool,
    plan: Plan<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Plan<'a> {
    operation: &'static str,
    release: &'a str,
    namespace: &'a str,
    /// The revision that is compared; none if there is no release.
    revision: Option<u64>,
    to_revision: Option<u64>,
    /// Whether the objects in the cluster were compared, and not only the last manifest.
    compared_with_cluster: bool,
    notes: &'a [String],
    found: Vec<Kind>,
    changes: &'a Diff,
    findings: &'a [Diagnostic],
}

impl<'a> Document<'a> {
    pub(crate) fn new(sides: &'a Sides, comparison: &'a Comparison) -> Self {
        let plan = Plan {
            operation: sides.operation.name(),
            release: &sides.release,
            namespace: &sides.before.namespace,
            revision: Some(sides.before.revision).filter(|revision| *revision > 0),
            to_revision: sides.to_revision,
            compared_with_cluster: sides.before.live.is_some(),
            notes: &sides.before.notes,
            found: found(&comparison.diff),
            changes: &comparison.diff,
            findings: &sides.findings,
        };
        Self { format: FORMAT, ok: true, plan }
    }
}
