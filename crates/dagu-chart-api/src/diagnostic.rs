//! Diagnostics: one structure for Helm, the terminal and the page.

use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

use crate::{Fix, Text};

/// The severity of a diagnostic, in ascending order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Severity {
    /// Information that needs no action.
    Note,
    /// The manifests are rendered, but they probably contain a mistake. An error with `--strict`.
    Warning,
    /// No manifests are rendered.
    Error,
}

impl Severity {
    /// Its name, as in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A range of a values text of the caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Span {
    /// Index into [`crate::RenderRequest::values`].
    pub file: u32,
    /// The caller's name of that text.
    pub name: String,
    /// First byte of the range, in UTF-8 bytes from the start of the text.
    pub start: u32,
    /// First byte after the range.
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
    /// The name of the rule, such as `unknown-key`.
    pub rule: Text,
    /// See [`Severity`].
    pub severity: Severity,
    /// One lowercase sentence, complete on one line, without a credential in it.
    pub message: String,
    /// The path of the value, such as `workerPools.gpu.labels` or `tolerations[0].key`. Empty if it is not about a value.
    pub path: String,
    /// The range in the values text, if the values are given as text.
    pub span: Option<Span>,
    /// The flag or argument that sets the value, such as `--set` or `--kube-version`, if no text does. `NAME` is the
    /// name of the release.
    pub flag: Option<Text>,
    /// How to fix it, one sentence.
    pub help: String,
    /// A fix as edits of the given texts, if there is one.
    pub fix: Option<Box<Fix>>,
}

/// Text for a terminal, without colours: no control characters but newlines, no blanks at the end of a line, a newline
/// at the end.
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

/// All diagnostics as text; empty if there are none.
pub fn human(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(Diagnostic::to_string).collect()
}
