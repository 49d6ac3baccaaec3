//! What the core says about its input: one structure that Helm, the terminal and the page render alike.

use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

use crate::{Fix, Text};

/// How much a diagnostic weighs. The order is the order of weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Severity {
    /// Worth knowing; nothing has to be done.
    Note,
    /// The manifests are made, but something in them is probably not meant. An error under `--strict`.
    Warning,
    /// No manifests are made.
    Error,
}

impl Severity {
    /// The word for it, as in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place in a values text that the caller gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Span {
    /// Index into [`crate::RenderRequest::values`].
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Diagnostic {
    /// Stable code, `D` and four digits.
    pub code: Text,
    /// The rule's name, as `unknown-key`.
    pub rule: Text,
    /// See [`Severity`].
    pub severity: Severity,
    /// One lowercase sentence, complete on one line, without a credential in it.
    pub message: String,
    /// Where in the values: `workerPools.gpu.labels`, `tolerations[0].key`. Empty when it is not about a value.
    pub path: String,
    /// Where in the given values text, when the values came as text.
    pub span: Option<Span>,
    /// The flag that the value was given with, as `--set`, when it stands in no text.
    pub flag: Option<Text>,
    /// The way out, one sentence.
    pub help: String,
    /// The way out as edits of the given texts, where it can be had that way.
    pub fix: Option<Box<Fix>>,
}

/// As a person reads it in a terminal, without colours: no control characters but newlines, no blanks at the end of a
/// line, a newline at the end.
impl Display for Diagnostic {
    fn fmt(&self, text: &mut Formatter<'_>) -> fmt::Result {
        let Self { code, severity, message, path, span, flag, help, .. } = self;
        writeln!(text, "{}[{code}]: {message}", severity.word())?;
        let blank = if path.is_empty() { "" } else { " " };
        if let Some(span) = span {
            writeln!(text, "  at {path}{blank}({}:{}:{})", span.name, span.line, span.column)?;
        } else if let Some(flag) = flag {
            writeln!(text, "  at {path}{blank}({flag})")?;
        } else if !path.is_empty() {
            writeln!(text, "  at {path}")?;
        }
        if !help.is_empty() {
            writeln!(text, "  help: {help}")?;
        }
        Ok(())
    }
}

/// All of them as a person reads them; empty where there are none.
pub fn human(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(Diagnostic::to_string).collect()
}
