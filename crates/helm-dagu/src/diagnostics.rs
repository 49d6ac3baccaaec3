//! What the core found, as it stands in a report.

use std::fmt::Write;

use serde::Deserialize;

/// The part of a report that this program reads.
#[derive(Deserialize)]
pub(crate) struct Report {
    /// Whether a stream was made.
    pub(crate) ok: bool,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Deserialize)]
struct Diagnostic {
    code: String,
    severity: String,
    message: String,
    path: String,
    help: String,
}

impl Report {
    /// The diagnostics in the form that the core gives them. Ends with a newline unless empty.
    pub(crate) fn human(&self) -> String {
        let mut text = String::new();
        for diagnostic in &self.diagnostics {
            let Diagnostic { code, severity, message, path, help } = diagnostic;
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{severity}[{code}]: {message}");
            if !path.is_empty() {
                let _ = writeln!(text, "  at {path}");
            }
            if !help.is_empty() {
                let _ = writeln!(text, "  help: {help}");
            }
        }
        text
    }
}
