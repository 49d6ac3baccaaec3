//! Diagnostics as a person reads them in a terminal.

use std::fmt::Write;

use super::{Diagnostic, Severity};

/// The diagnostics as text, without colours: no control characters but newlines, no blanks at the end
/// of a line, a newline at the end unless it is empty.
pub fn human(diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let weight = match diagnostic.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{weight}[{}]: {}", diagnostic.code, diagnostic.message);
        if let Some(span) = &diagnostic.span {
            let path =
                if diagnostic.path.is_empty() { String::new() } else { format!("{} ", diagnostic.path) };
            let _ = writeln!(text, "  at {path}({}:{}:{})", span.name, span.line, span.column);
        } else if let Some(flag) = diagnostic.flag {
            let path = if diagnostic.path.is_empty() { "" } else { &format!("{} ", diagnostic.path) };
            let _ = writeln!(text, "  at {path}({flag})");
        } else if !diagnostic.path.is_empty() {
            let _ = writeln!(text, "  at {}", diagnostic.path);
        }
        if !diagnostic.help.is_empty() {
            let _ = writeln!(text, "  help: {}", diagnostic.help);
        }
    }
    text
}
