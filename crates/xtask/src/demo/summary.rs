//! The summary of a rendering.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

/// Prints the objects by kind, the findings, and the path of the manifests.
pub(super) fn print(name: &str, stream: &str, noticed: &str, manifests: &Path) {
    let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for document in stream.split("\n---") {
        if let (Some(kind), Some(name)) = (line(document, "kind: "), line(document, "  name: ")) {
            kinds.entry(kind).or_default().push(name);
        }
    }
    println!("\n{name}\n  {:<24} {:>5}  names", "kind", "count");
    for (kind, names) in &kinds {
        println!("  {kind:<24} {:>5}  {}", names.len(), names.join(", "));
    }
    println!("  findings:{}", if noticed.is_empty() { " none" } else { "" });
    for line in noticed.lines() {
        println!("    {line}");
    }
    println!("  manifests: {}", manifests.display());
}

/// The first line of a document with this start: in the chart's output that is the object's own.
fn line<'a>(document: &'a str, key: &str) -> Option<&'a str> {
    let value = document.lines().find_map(|line| line.strip_prefix(key))?;
    Some(value.trim_matches('"'))
}

/// The diagnostics of a report that dagu-post wrote.
pub(super) fn noticed(report: &Path) -> Result<String> {
    let text = fs::read_to_string(report).context("dagu-post wrote no report")?;
    let report: Value = serde_json::from_str(&text).context("the report is not JSON")?;
    let mut noticed = String::new();
    for diagnostic in report["diagnostics"].as_array().into_iter().flatten() {
        let field = |key: &str| diagnostic[key].as_str().unwrap_or_default();
        noticed += &format!("{}[{}]: {}\n", field("severity"), field("code"), field("message"));
        for (label, key) in [("at", "path"), ("help:", "help")] {
            if !field(key).is_empty() {
                noticed += &format!("  {label} {}\n", field(key));
            }
        }
    }
    Ok(noticed)
}
