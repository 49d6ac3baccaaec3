//! Compares the chart's table of Kubernetes' types with the API server's description: fields that one of the two lacks,
//! fields with another type, and fields with other choices.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::cluster::Cluster;
use dagu_chart_tests::place;
use serde_json::Value;

use crate::openapi::{OpenApi, reference};

const TABLE: &str = "crates/dagu-chart/src/kubernetes/types.txt";

/// Types that the API server reads without describing what is in them.
const SCALARS: [(&str, &str); 5] =
    [("Quantity", "q"), ("IntOrString", "x"), ("Time", "s"), ("MicroTime", "s"), ("FieldsV1", "o")];

/// Of some sixty signals the chart takes none by itself: a pod that names one has to name its operating system too.
const WITHOUT_CHOICES: &str = "Lifecycle.stopSignal";

pub(crate) fn prove(cluster: &Cluster) -> Result<()> {
    let api = OpenApi::of(cluster)?;
    let table = std::fs::read_to_string(place::at(TABLE)).context(TABLE)?;
    let mut differences = Vec::new();
    for line in table.lines().skip(1) {
        let (name, fields) = line.split_once(' ').context("a type without fields")?;
        let ours: BTreeMap<&str, &str> = fields
            .split(' ')
            .filter(|field| !field.starts_with('@'))
            .filter_map(|field| field.split_once([':', '!']))
            .collect();
        let Ok(schema) = api.named(name) else {
            differences.push(format!("{name}: only in the table"));
            continue;
        };
        let theirs = schema["properties"].as_object().with_context(|| format!("{name} has no fields"))?;
        let names: BTreeSet<&str> = ours.keys().copied().chain(theirs.keys().map(String::as_str)).collect();
        for field in names {
            match (ours.get(field), theirs.get(field)) {
                (None, _) => {
                    differences.push(format!("{name}.{field}: only in Kubernetes {}", cluster.version()))
                }
                (_, None) => differences.push(format!("{name}.{field}: only in the table")),
                (Some(_), Some(_)) if format!("{name}.{field}") == WITHOUT_CHOICES => {}
                (Some(kind), Some(schema)) => {
                    let difference = difference(kind, schema);
                    differences.extend(difference.map(|difference| format!("{name}.{field}: {difference}")));
                }
            }
        }
    }
    ensure!(
        differences.is_empty(),
        "{TABLE} differs from Kubernetes; crates/xtask/src/codegen/releases.rs takes what is newer and what is gone:\n{}",
        differences.join("\n")
    );
    Ok(())
}

/// The difference between a kind of the table and a schema. The facts that the table has beyond types are ignored.
fn difference(kind: &str, schema: &Value) -> Option<String> {
    let of = |kind: &str| kind[1..].rsplit_once(';').map_or(&kind[1..], |(_, of)| of).to_owned();
    let ours = match kind.chars().next()? {
        's' | '=' => "string",
        'b' => "boolean",
        'i' | 'l' | 'n' => "integer",
        '[' => "array",
        '{' => "object",
        'o' => return None,
        _ => {
            let theirs = reference(schema).unwrap_or("no type");
            let theirs = SCALARS.iter().find(|(name, _)| *name == theirs).map_or(theirs, |(_, kind)| kind);
            let ours = if kind.starts_with('x') { "x" } else { kind };
            return (ours != theirs).then(|| format!("`{ours}` in the table, `{theirs}` in Kubernetes"));
        }
    };
    let theirs = match reference(schema) {
        Some(name) => {
            SCALARS.iter().find(|(scalar, kind)| *scalar == name && *kind == "s").map_or(name, |_| "string")
        }
        None => schema["type"].as_str().unwrap_or("no type"),
    };
    if ours != theirs {
        return Some(format!("{ours} in the table, {theirs} in Kubernetes"));
    }
    match ours {
        "array" => difference(of(kind).trim_start_matches('+'), &schema["items"]),
        "object" => difference(&of(kind), &schema["additionalProperties"]),
        "string" if schema["enum"].is_array() => {
            let words = |words: Vec<&str>| {
                words.into_iter().filter(|word| !word.is_empty()).map(str::to_owned).collect()
            };
            let theirs: BTreeSet<String> =
                words(schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).collect());
            let ours: BTreeSet<String> =
                words(kind.strip_prefix('=').unwrap_or_default().split(',').collect());
            (ours != theirs).then(|| format!("{ours:?} in the table, {theirs:?} in Kubernetes"))
        }
        _ => None,
    }
}
