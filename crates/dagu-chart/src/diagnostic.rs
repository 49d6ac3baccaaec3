//! What the core says about its input: one structure that Helm, the terminal and the page render alike.

#[macro_use]
mod rule;

pub(crate) mod internal;

mod findings;
mod fix;
mod human;

use serde::Serialize;

pub use fix::{Applicability, Edit, Fix};
pub use human::human;

pub(crate) use findings::Findings;
pub(crate) use fix::Remedy;
pub(crate) use human::describe;
pub(crate) use rule::Rule;

/// How much a diagnostic weighs. The order is the order of weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "codegen", derive(ts_rs::TS))]
pub enum Severity {
    /// Worth knowing; nothing has to be done.
    Note,
    /// The manifests are made, but something in them is probably not meant. An error under `--strict`.
    Warning,
    /// No manifests are made.
    Error,
}

/// A place in a values text that the caller gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(ts_rs::TS))]
pub struct Span {
    /// Index into [`crate::api::RenderRequest::values`].
    pub file: u32,
    /// What the caller calls that text.
    pub name: String,
    /// First byte of the place, in UTF-8 bytes from the start of the text.
    pub start: u32,
    /// Byte behind the place.
    pub end: u32,
    /// Line of `start`, from 1.
    pub line: u32,
    /// Column of `start`, from 1, in characters.
    pub column: u32,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(ts_rs::TS))]
pub struct Diagnostic {
    /// Stable code, `D` and four digits.
    pub code: &'static str,
    /// The rule's name, as `unknown-key`.
    pub rule: &'static str,
    /// See [`Severity`].
    pub severity: Severity,
    /// One lowercase sentence, complete on one line, without a credential in it.
    pub message: String,
    /// Where in the values: `workerPools.gpu.labels`, `tolerations[0].key`. Empty when it is not about a value.
    pub path: String,
    /// Where in the given values text, when the values came as text.
    pub span: Option<Span>,
    /// The flag that the value was given with, as `--set`, when it stands in no text.
    pub flag: Option<&'static str>,
    /// The way out, one sentence.
    pub help: String,
    /// The way out as edits of the given texts, where it can be had that way.
    pub fix: Option<Box<Fix>>,
    /// What a fix would do, for when the text is known.
    #[serde(skip)]
    #[cfg_attr(feature = "codegen", ts(skip))]
    pub(crate) remedy: Option<Remedy>,
}

impl Diagnostic {
    /// The same, with what can be done about it in a text.
    pub(crate) fn with(mut self, remedy: Remedy) -> Self {
        self.remedy = Some(remedy);
        self
    }
}
