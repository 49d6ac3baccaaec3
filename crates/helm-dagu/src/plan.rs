//! What a Helm command would do to a release: the questions to Helm, the comparison by the core, and its output.

mod document;
mod human;
mod kind;
mod question;
mod table;

use dagu_chart_api::{Apply, ChangedValues, Diagnostic, Diff, DiffRequest};
use dagu_chart_host::{Host, Limits};
use serde_json::Value;

use crate::failure::Failure;
use crate::place::Place;
use crate::release::Baseline;
use crate::request::json;

pub(crate) use document::Document;
pub(crate) use human::human;
pub(crate) use kind::{Kind, found, has_changes};
pub(crate) use question::{Question, ask};

/// A Helm command that a plan is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    Install,
    Upgrade,
    Rollback,
    Uninstall,
}

/// What Helm answers about both sides.
pub(crate) struct Sides {
    pub(crate) operation: Operation,
    pub(crate) release: String,
    pub(crate) before: Baseline,
    pub(crate) after: Wanted,
    /// The revision that a rollback returns to.
    pub(crate) to_revision: Option<u64>,
    /// What the post-renderer finds in the new values.
    pub(crate) findings: Vec<Diagnostic>,
}

/// The wanted side.
#[derive(Default)]
pub(crate) struct Wanted {
    pub(crate) manifest: String,
    pub(crate) values: Value,
    pub(crate) apply: Option<Apply>,
}

/// The comparison of both sides.
pub(crate) struct Comparison {
    pub(crate) diff: Diff,
    /// The changed objects as text.
    pub(crate) details: String,
}

/// How much of the comparison is shown.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shown {
    pub(crate) secrets: bool,
    pub(crate) all: bool,
}

/// Compares both sides with the core.
pub(crate) fn compare(sides: &Sides, shown: Shown) -> Result<Comparison, Failure> {
    let Sides { before, after, .. } = sides;
    let request = DiffRequest {
        before: before.manifest.clone(),
        after: after.manifest.clone(),
        namespace: before.namespace.clone(),
        live: before.live.clone(),
        apply: after.apply,
        show_secrets: shown.secrets,
        brief: !shown.all,
        values: values(sides),
    };
    let answer = Host::new()?.diff(&json(&request)?, &Limits::default())?;
    if !answer.ok() {
        return Err(Failure::Manifests(answer.text().trim_end().to_owned()));
    }
    let diff = serde_json::from_str(answer.report()).map_err(Failure::Report)?;
    let details = String::from_utf8_lossy(&answer.stream()).into_owned();
    Ok(Comparison { diff, details })
}

/// The values of each Dagu chart that is in both manifests.
fn values(sides: &Sides) -> Vec<ChangedValues> {
    let places = Place::all(&sides.before.manifest);
    let of = |place: &Place| ChangedValues {
        release: sides.release.clone(),
        alias: place.names().to_vec(),
        before: place.pick(sides.before.values.clone()),
        after: place.pick(sides.after.values.clone()),
    };
    places.intersection(&Place::all(&sides.after.manifest)).map(of).collect()
}

impl Operation {
    /// As in `helm upgrade`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Install => "install",
            Self::Upgrade => "upgrade",
            Self::Rollback => "rollback",
            Self::Uninstall => "uninstall",
        }
    }
}
