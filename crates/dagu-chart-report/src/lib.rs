//! The findings in a report of the core, and how they are printed: one module per format.
//!
//! The core itself formats findings for people. The formats for programs are here, so that the guest does not contain
//! them and both programs print the same.

mod annotated;
mod github;
mod pages;
mod sarif;
#[cfg(test)]
mod tests;
mod words;

use clap::ValueEnum;
use dagu_chart_api::Report;

pub use annotated::{View, annotated, sort};
pub use pages::{is_known, page, pages, selects};
pub use words::{lines, wrap};

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

/// The answer of the core in a format; `human` is its text, `report` its report.
pub fn shown(format: Format, human: &str, report: &str) -> serde_json::Result<String> {
    let read = || serde_json::from_str::<Report>(report).map(|report| report.diagnostics);
    Ok(match format {
        Format::Human => human.to_owned(),
        Format::Json => report.to_owned(),
        Format::Sarif => sarif::sarif(&read()?, pages::repository()),
        Format::Github => github::github(&read()?),
    })
}

/// A report in a format; `view` helps people to read it.
pub fn report(format: Format, report: &Report, view: View<'_>) -> String {
    match format {
        Format::Human => annotated(&report.diagnostics, view),
        Format::Json => json(report),
        Format::Sarif => sarif::sarif(&report.diagnostics, pages::repository()),
        Format::Github => github::github(&report.diagnostics),
    }
}

/// The same if the core did not answer; `text` is the reason.
pub fn failed(format: Format, text: &str) -> String {
    match format {
        Format::Human => text.to_owned(),
        Format::Json => json(&Report::failed(text)),
        Format::Sarif => sarif::failed(text),
        Format::Github => github::failed(text),
    }
}

/// A report as the core writes it.
fn json(report: &Report) -> String {
    // INVARIANT: a report is a map with string keys, which JSON can say; the test of failed runs makes one.
    let report = serde_json::to_value(report).expect("a report is JSON");
    format!("{report:#}\n")
}
