//! Every constraint of chart/values.schema.json violated alone: it is the only error, and at the value itself.
//!
//! The messages for choices and ranges are in tests/constraints.txt.

use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result, ensure};
use dagu_chart_api::{Diagnostic, RenderRequest, Severity, ValuesText};

use crate::probe::{self, Probe};
use crate::{expectation, place};

const SCHEMA: &str = "chart/values.schema.json";
const TABLE: &str = "tests/constraints.txt";

/// Tests them all, and compares the messages for choices and ranges with the table. The rows come from the schema, so
/// that none can be left out.
pub fn prove() -> Result<()> {
    let schema = fs::read_to_string(place::at(SCHEMA)).context(SCHEMA)?;
    let mut table = String::new();
    let mut wrong = Vec::new();
    for probe in probe::all(&serde_json::from_str(&schema)?)?
        .iter()
        .filter(|probe| !probe.fits && !probe.is_misplaced())
    {
        let errors = errors(probe);
        match errors.as_slice() {
            [error] if error.path == probe.path => {
                if probe.is_limit {
                    writeln!(
                        table,
                        "{}\n  {}: {}\n  help: {}",
                        probe.what, error.code, error.message, error.help
                    )?;
                }
            }
            errors => {
                let found: Vec<String> =
                    errors.iter().map(|error| format!("{} at {}", error.code, error.path)).collect();
                wrong.push(format!("{}: {}", probe.what, found.join(", ")));
            }
        }
    }
    ensure!(wrong.is_empty(), "not the only error, or not at the value:\n{}", wrong.join("\n"));
    ensure!(!table.is_empty(), "{SCHEMA} has no choices and no ranges");
    expectation::file(&place::at(TABLE), Some(table.as_bytes()))
}

fn errors(probe: &Probe) -> Vec<Diagnostic> {
    let request = RenderRequest {
        values: vec![ValuesText { name: "values.yaml".to_owned(), text: probe.values.to_string() }],
        ..RenderRequest::default()
    };
    let mut diagnostics = dagu_chart::render(&request).diagnostics;
    diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    diagnostics
}
