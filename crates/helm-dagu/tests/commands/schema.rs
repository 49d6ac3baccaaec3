//! JSON output against its committed schema, by the validator of Helm.

use std::fs;
use std::process::Command;

use libtest_mimic::Failed;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::project;
use crate::transcript::Transcript;
use crate::workspace::output;

/// Checks that stdout, or the `--output-file`, is one JSON document that fits the schema of the subcommand.
pub(crate) fn check(expected: &Transcript, actual: &Transcript) -> Result<(), Failed> {
    let name = match expected.subcommand() {
        ("render" | "lint", _) => "report".to_owned(),
        ("plan" | "diff", _) if expected.command.contains(" --values-only") => "values-diff".to_owned(),
        ("diff", _) => "plan".to_owned(),
        ("values", below @ ("diff" | "migrate" | "set")) => format!("values-{below}"),
        (name, _) => name.to_owned(),
    };
    let path = project().join(format!("docs/schemas/{name}.json"));
    let schema = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let files = actual.outcome.files.values();
    let document = [&actual.outcome.stdout].into_iter().chain(files).find(|text| text.starts_with('{'));
    let document: Value = serde_json::from_str(document.ok_or("the command prints no JSON")?)?;
    validate(serde_json::from_str(&schema)?, document)
}

/// A chart with this schema, and the document as its values. Helm drops nulls except in lists, so it is put into one.
fn validate(mut schema: Value, document: Value) -> Result<(), Failed> {
    let definitions = schema.as_object_mut().and_then(|schema| schema.remove("$defs"));
    let wrapped = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "properties": {"documents": {"items": schema}},
        "$defs": definitions.unwrap_or_else(|| json!({})),
    });
    let chart = TempDir::new()?;
    fs::write(chart.path().join("Chart.yaml"), "apiVersion: v2\nname: schema\nversion: 0.1.0\n")?;
    fs::write(chart.path().join("values.schema.json"), wrapped.to_string())?;
    fs::write(chart.path().join("output.yaml"), json!({"documents": [document]}).to_string())?;
    let mut helm = Command::new(project().join("target/tools/helm4/helm"));
    helm.args(["template", "schema", ".", "--values", "output.yaml"])
        .current_dir(chart.path())
        .env("HELM_CACHE_HOME", chart.path().join("cache"));
    let helm = output(&mut helm)?;
    if helm.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&helm.stderr).into_owned().into())
    }
}
