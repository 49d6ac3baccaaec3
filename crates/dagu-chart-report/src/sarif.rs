//! Findings as SARIF 2.1.0, for code scanning and editors.

use std::collections::BTreeMap;
use std::fmt::Write;

use dagu_chart_api::{Diagnostic, Edit, Span};
use serde_json::{Value, json};

use crate::pages;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The file of a finding that is about no file.
const VALUES: &str = "values.yaml";

/// One run with each finding as a result, as JSON that ends with a newline. The repository has the pages of the rules.
pub(super) fn sarif(diagnostics: &[Diagnostic], repository: Option<&str>) -> String {
    let rules: BTreeMap<&str, &str> =
        diagnostics.iter().map(|diagnostic| (&*diagnostic.code, &*diagnostic.rule)).collect();
    let rules = rules.iter().map(|(code, name)| rule(code, name, repository)).collect();
    let results = diagnostics.iter().map(|diagnostic| result(diagnostic, diagnostics)).collect::<Vec<_>>();
    log(json!({
        "tool": tool(rules),
        "columnKind": "unicodeCodePoints",
        "results": results,
    }))
}

/// A rule with its page. A `helpUri` is absolute, so without a repository there is none.
fn rule(code: &str, name: &str, repository: Option<&str>) -> Value {
    let mut rule = json!({"id": code, "name": name});
    if let Some(page) = pages::page(code) {
        rule["shortDescription"] = json!({"text": pages::summary(page)});
        rule["help"] = json!({"text": page.trim_end(), "markdown": page.trim_end()});
        if let Some(repository) = repository {
            rule["helpUri"] = json!(pages::address(repository, page));
        }
    }
    rule
}

/// A run that failed, without results.
pub(super) fn failed(text: &str) -> String {
    let notification = json!({"level": "error", "message": {"text": text.trim_end()}});
    log(json!({
        "tool": tool(Vec::new()),
        "invocations": [{"executionSuccessful": false, "toolExecutionNotifications": [notification]}],
        "results": [],
    }))
}

fn tool(rules: Vec<Value>) -> Value {
    json!({"driver": {"name": "dagu-chart", "version": env!("CARGO_PKG_VERSION"), "rules": rules}})
}

fn log(run: Value) -> String {
    let log = json!({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]});
    format!("{log:#}\n")
}

fn result(diagnostic: &Diagnostic, all: &[Diagnostic]) -> Value {
    let mut text = format!("{}.", diagnostic.message);
    if !diagnostic.help.is_empty() {
        // Writing to a String cannot fail.
        let _ = write!(text, " Help: {}", diagnostic.help);
    }
    let mut result =
        json!({"ruleId": diagnostic.code, "level": diagnostic.severity.word(), "message": {"text": text}});
    let physical = diagnostic.span.as_ref().map_or_else(|| somewhere(all), physical);
    let mut location = json!({"physicalLocation": physical});
    if !diagnostic.path.is_empty() {
        location["logicalLocations"] = json!([{"fullyQualifiedName": diagnostic.path}]);
    }
    result["locations"] = json!([location]);
    if let Some(fix) = &diagnostic.fix {
        let changes: Vec<Value> = fix.edits.iter().filter_map(|edit| change(edit, all)).collect();
        // An incomplete fix would do harm.
        if changes.len() == fix.edits.len() {
            result["fixes"] = json!([{"description": {"text": fix.title}, "artifactChanges": changes}]);
        }
    }
    result
}

/// The first line of the first values file: code scanning of GitHub ignores a result without a place in a file.
fn somewhere(all: &[Diagnostic]) -> Value {
    let spans = all.iter().filter_map(|diagnostic| diagnostic.span.as_ref());
    let name = spans.min_by_key(|span| span.file).map_or(VALUES, |span| &*span.name);
    json!({"artifactLocation": {"uri": uri(name)}, "region": {"startLine": 1}})
}

fn physical(span: &Span) -> Value {
    json!({
        "artifactLocation": {"uri": uri(&span.name)},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "byteOffset": span.start,
            "byteLength": span.end - span.start,
        },
    })
}

/// An edit; the findings in the same file tell its name.
fn change(edit: &Edit, all: &[Diagnostic]) -> Option<Value> {
    let span =
        all.iter().filter_map(|diagnostic| diagnostic.span.as_ref()).find(|span| span.file == edit.file)?;
    Some(json!({
        "artifactLocation": {"uri": uri(&span.name)},
        "replacements": [{
            "deletedRegion": {"byteOffset": edit.start, "byteLength": edit.end - edit.start},
            "insertedContent": {"text": edit.text},
        }],
    }))
}

/// A path as a relative URI.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(byte.into());
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
