//! Requests to the core and its answers: the types that the guest and its callers share as JSON.
//!
//! Requests reject unknown keys. Answers accept them, so that a program can read answers of a newer core.

mod diagnostic;
mod diff;
mod edit;
mod fix;
mod inventory;
mod keys;
mod local;
mod pools;
mod render;
mod report;
mod route;
mod set;
mod values;

use std::borrow::Cow;

pub use diagnostic::{Diagnostic, Severity, Span, human};
pub use diff::{
    Apply, ChangedField, ChangedObject, ChangedValues, Conflict, Contested, Diff, DiffRequest, Drift, Loss,
    ObjectName, Pods, RemovedObject, Workload, WorkloadState,
};
pub use edit::{ChangedValue, EditRequest, NewName};
pub use fix::{Applicability, Edit, Fix};
pub use inventory::{Dependency, Inventory, NodeGroup, PodSet, Total};
pub use keys::{Known, KnownKey};
pub use local::{LocalDocument, LocalEdit};
pub use pools::{Absence, AbsentPool, Pool, PoolResource, PoolSetting, Pools, Quantity};
pub use render::{RenderRequest, RenderResponse, ValuesText};
pub use report::{ObjectSummary, Report};
pub use route::{DagFile, Mismatch, Outcome, Route, RouteRequest, Routes};
pub use set::{SetArgument, SetKind};
pub use values::{Origin, Overridden, ShownValues, ValuesView};

/// The API group of the carrier, in which the chart passes a release to the core. No cluster can ever serve it: `.invalid`
/// is reserved (RFC 2606).
pub const CARRIER_GROUP: &str = "carrier.dagu.invalid";

/// Whether an `apiVersion` is the carrier's.
pub fn is_carrier(api_version: &str) -> bool {
    api_version.split_once('/').is_some_and(|(group, _)| group == CARRIER_GROUP)
}

/// A static text in the core, and an owned one after parsing.
pub type Text = Cow<'static, str>;
