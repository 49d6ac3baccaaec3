//! The findings in a report of the core, and how they are printed: one module per format.
//!
//! The core itself formats findings for people. The formats for programs are here, so that the guest does not contain
//! them and both programs print the same.

mod github;
mod sarif;
#[cfg(test)]
mod tests;

use std::fmt::Write;

use clap::ValueEnum;
use serde::Deserialize;
use serde_json::json;

/// Format of findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Human,
    /// The report of the core
    Json,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
    /// Annotations for GitHub Actions
    Github,
}

/// The part of a report that the programs use.
#[derive(Deserialize)]
pub struct Report {
    /// Whether manifests were generated.
    pub ok: bool,
    /// Why the core did not answer.
    #[serde(default)]
    pub error: Option<String>,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Deserialize)]
struct Diagnostic {
    code: String,
    #[serde(default)]
    rule: String,
    severity: String,
    message: String,
    path: String,
    #[serde(default)]
    span: Option<Span>,
    help: String,
    #[serde(default)]
    fix: Option<Fix>,
}

#[derive(Deserialize)]
struct Span {
    file: u32,
    name: String,
    start: u32,
    end: u32,
    line: u32,
    column: u32,
}

#[derive(Deserialize)]
struct Fix {
    title: String,
    edits: Vec<Edit>,
}

#[derive(Deserialize)]
struct Edit {
    file: u32,
    start: u32,
    end: u32,
    text: String,
}

impl Report {
    /// The findings formatted as the core does. Ends with a newline unless empty.
    pub fn human(&self) -> String {
        let mut text = String::new();
        for diagnostic in &self.diagnostics {
            let Diagnostic { code, severity, message, path, help, .. } = diagnostic;
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

/// The answer of the core in a format; `human` is its text, `report` its report.
pub fn shown(format: Format, human: &str, report: &str) -> serde_json::Result<String> {
    let read = || serde_json::from_str::<Report>(report).map(|report| report.diagnostics);
    Ok(match format {
        Format::Human => human.to_owned(),
        Format::Json => report.to_owned(),
        Format::Sarif => sarif::sarif(&read()?),
        Format::Github => github::github(&read()?),
    })
}

/// The same if the core did not answer; `text` is the reason.
pub fn failed(format: Format, text: &str) -> String {
    match format {
        Format::Human => text.to_owned(),
        Format::Json => {
            let report = json!({"format": 1, "ok": false, "objects": [], "diagnostics": [], "error": text});
            format!("{report:#}\n")
        }
        Format::Sarif => sarif::failed(text),
        Format::Github => github::failed(text),
    }
}
