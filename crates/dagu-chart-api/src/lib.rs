//! What the core is asked and what it answers: the types on both sides of the guest, which cross it as JSON.
//!
//! Requests refuse a key that they do not know. Answers take one, so that a program reads what a newer core says.

mod diagnostic;
mod diff;
mod fix;
mod keys;
mod render;
mod report;
mod set;

use std::borrow::Cow;

pub use diagnostic::{Diagnostic, Severity, Span, human};
pub use diff::{
    Apply, ChangedField, ChangedObject, Conflict, Contested, Diff, DiffRequest, Drift, Loss, ObjectName,
    RemovedObject,
};
pub use fix::{Applicability, Edit, Fix};
pub use keys::{Known, KnownKey};
pub use render::{RenderRequest, RenderResponse, ValuesText};
pub use report::{ObjectSummary, Report};
pub use set::{SetArgument, SetKind};

/// A text that stands in the program where the core says it, and in memory where somebody reads it.
pub type Text = Cow<'static, str>;
