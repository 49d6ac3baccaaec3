//! Findings as results of a KRM function.

use dagu_chart_api::{Diagnostic, Report, Severity};
use dagu_chart_host::{Answer, origin};
use serde_json::{Value, json};

use super::carrier::Carrier;

/// The findings of an answer with a report, and which core made the objects.
pub(super) fn of<'a>(
    answer: &Answer,
    mut carriers: impl Iterator<Item = &'a Carrier>,
) -> Result<Vec<Value>, String> {
    let report: Report = serde_json::from_str(answer.report()).map_err(|error| error.to_string())?;
    // Findings do not name the carrier: with several it is not known.
    let carrier = carriers.next().filter(|_| carriers.next().is_none());
    let mut results: Vec<Value> =
        report.diagnostics.iter().map(|diagnostic| result(diagnostic, carrier)).collect();
    if report.ok {
        results.push(json!({"message": origin().trim_start_matches("# "), "severity": "info"}));
    }
    Ok(results)
}

fn result(diagnostic: &Diagnostic, carrier: Option<&Carrier>) -> Value {
    let Diagnostic { code, rule, severity, message, path, help, .. } = diagnostic;
    let help = if help.is_empty() { String::new() } else { format!("; {help}") };
    let severity = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "info",
    };
    let mut result = json!({
        "message": format!("{message}{help}"),
        "severity": severity,
        "tags": {"code": code, "rule": rule},
    });
    if !path.is_empty() {
        result["field"] = json!({"path": path});
    }
    if let Some(carrier) = carrier {
        result["resourceRef"] = carrier.reference();
        if let Some(path) = carrier.path() {
            result["file"] = json!({"path": path});
        }
    }
    result
}
