//! Diagnostics as a person reads them in a terminal.

use std::fmt::Write;

use super::{Diagnostic, Severity};

/// The diagnostics as text, without colours: no control characters but newlines, no blanks at the end
/// of a line, a newline at the end unless it is empty.
pub fn human(diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        describe(diagnostic, &mut text);
    }
    text
}

/// One of them.
pub(crate) fn describe(diagnostic: &Diagnostic, text: &mut String) {
    let weight = match diagnostic.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{weight}[{}]: {}", diagnostic.code, diagnostic.message);
    let path = &diagnostic.path;
    let blank = if path.is_empty() { "" } else { " " };
    if let Some(span) = &diagnostic.span {
        let _ = writeln!(text, "  at {path}{blank}({}:{}:{})", span.name, span.line, span.column);
    } else if let Some(flag) = diagnostic.flag {
        let _ = writeln!(text, "  at {path}{blank}({flag})");
    } else if !path.is_empty() {
        let _ = writeln!(text, "  at {path}");
    }
    if !diagnostic.help.is_empty() {
        let _ = writeln!(text, "  help: {}", diagnostic.help);
    }
}
