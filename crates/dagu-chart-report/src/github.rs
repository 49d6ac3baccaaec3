//! Findings as annotations for GitHub Actions.

use std::fmt::Write;

use dagu_chart_api::{Diagnostic, Severity};

/// One workflow command per finding.
pub(super) fn github(diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let command = match diagnostic.severity {
            Severity::Note => "notice",
            severity => severity.word(),
        };
        // Writing to a String cannot fail.
        let _ = write!(text, "::{command} ");
        if let Some(span) = &diagnostic.span {
            let file = property(&span.name);
            let _ = write!(text, "file={file},line={},col={},", span.line, span.column);
        }
        let title = property(&format!("{} {}", diagnostic.code, diagnostic.rule));
        let _ = writeln!(text, "title={title}::{}", data(&message(diagnostic)));
    }
    text
}

/// One annotation for a run that failed.
pub(super) fn failed(text: &str) -> String {
    format!("::error title=dagu-chart::{}\n", data(text.trim_end()))
}

fn message(diagnostic: &Diagnostic) -> String {
    let Diagnostic { message, path, help, .. } = diagnostic;
    let place = if path.is_empty() { String::new() } else { format!("{path}: ") };
    let help = if help.is_empty() { String::new() } else { format!("\nhelp: {help}") };
    format!("{place}{message}{help}")
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
