//! The values that differ between two sides, each merged over the defaults of the chart.

use std::collections::BTreeMap;
use std::process::ExitCode;

use dagu_chart_api::{Diagnostic, RenderRequest, ShownValues, ValuesView, human};
use dagu_chart_host::Limits;
use serde::Serialize;
use serde_json::Value;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::json_output::{FORMAT, JsonFlags};
use crate::output;
use crate::shown_values::shown_values;
use crate::table::Table;
use crate::terminal::columns;

/// A value that differs. It is absent on the side that does not have it.
#[derive(Serialize)]
struct Change {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Value>,
}

/// docs/schemas/values-diff.json.
#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    ok: bool,
    changes: &'a [Change],
    diagnostics: Vec<Diagnostic>,
}

/// One side: its name as people know it, and its values by their path, or the errors in them.
pub(crate) struct Side {
    name: String,
    values: Result<BTreeMap<String, Value>, Vec<Diagnostic>>,
}

impl Side {
    pub(crate) fn new(name: String, request: &RenderRequest) -> Result<Self, Failure> {
        let (shown, _) = shown_values(request, ValuesView::Merged, &Limits::default())?;
        Ok(Self::of_charts(name, [(String::new(), shown)].into()))
    }

    /// With the values of several charts by their paths in an umbrella chart.
    pub(crate) fn of_charts(name: String, charts: BTreeMap<String, ShownValues>) -> Self {
        let (mut values, mut errors) = (BTreeMap::new(), Vec::new());
        for (chart, shown) in charts {
            let at = |path: String| match chart.as_str() {
                "" => path,
                _ if path.is_empty() => chart.clone(),
                _ => format!("{chart}.{path}"),
            };
            values.extend(shown.origins.into_iter().map(|origin| (at(origin.path), origin.value)));
            let found = shown.diagnostics.into_iter();
            errors.extend(found.map(|found| Diagnostic { path: at(found.path), ..found }));
        }
        Self { name, values: if errors.is_empty() { Ok(values) } else { Err(errors) } }
    }
}

/// What a comparison came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Both sides have the same values.
    Same,
    /// Some values differ.
    Different,
    /// One side has errors, so that nothing was compared.
    Invalid,
}

impl Outcome {
    /// For a command that only compares.
    pub(crate) fn exit(self) -> ExitCode {
        match self {
            Self::Same | Self::Different => Exit::Success.into(),
            Self::Invalid => Exit::Findings.into(),
        }
    }
}

/// Compares two sides and prints the values that differ, or the errors in them.
pub(crate) fn print(before: Side, after: Side, output: &JsonFlags) -> Result<Outcome, Failure> {
    let names = [before.name, after.name];
    let (before, after) = match (before.values, after.values) {
        (Ok(before), Ok(after)) => (before, after),
        (before, after) => {
            let errors = [before.err(), after.err()];
            refuse(errors.into_iter().flatten().flatten().collect(), output)?;
            return Ok(Outcome::Invalid);
        }
    };
    let changes = changes(before, after);
    let width = columns().filter(|_| output.is_for_terminal());
    let document = Document { format: FORMAT, ok: true, changes: &changes, diagnostics: Vec::new() };
    output.put(&text(&changes, &names, width), &document)?;
    Ok(if changes.is_empty() { Outcome::Same } else { Outcome::Different })
}

fn text(changes: &[Change], names: &[String; 2], width: Option<usize>) -> String {
    let mut table = Table::new(&["KEY", &names[0], &names[1]]);
    let cell = |value: &Option<Value>| value.as_ref().map(Value::to_string).unwrap_or_default();
    for change in changes {
        table.add(vec![change.path.clone(), cell(&change.before), cell(&change.after)]);
    }
    match changes.len() {
        0 => "no differences\n".to_owned(),
        1 => format!("{}\n1 value differs\n", table.fit(width)),
        count => format!("{}\n{count} values differ\n", table.fit(width)),
    }
}

fn refuse(diagnostics: Vec<Diagnostic>, output: &JsonFlags) -> Result<(), Failure> {
    output::stderr(&human(&diagnostics));
    if output.is_json() {
        output.put("", &Document { format: FORMAT, ok: false, changes: &[], diagnostics })?;
    }
    Ok(())
}

fn changes(mut before: BTreeMap<String, Value>, mut after: BTreeMap<String, Value>) -> Vec<Change> {
    drop_empty(&mut before, &after);
    drop_empty(&mut after, &before);
    let mut paths: Vec<String> = before.keys().chain(after.keys()).cloned().collect();
    paths.sort();
    paths.dedup();
    let change = |path: String| Change { before: before.remove(&path), after: after.remove(&path), path };
    paths.into_iter().map(change).filter(|change| change.before != change.after).collect()
}

/// Removes empty maps and lists that have something on the other side, which is a difference of its own.
fn drop_empty(values: &mut BTreeMap<String, Value>, other: &BTreeMap<String, Value>) {
    let has_below = |path: &str| {
        let below = other.range(path.to_owned()..).map(|(other, _)| other).find(|other| *other != path);
        below.and_then(|below| below.strip_prefix(path)).is_some_and(|rest| rest.starts_with(['.', '[']))
    };
    let is_empty = |value: &Value| {
        value.as_object().is_some_and(|map| map.is_empty()) || value.as_array().is_some_and(Vec::is_empty)
    };
    values.retain(|path, value| !(is_empty(value) && has_below(path)));
}
