//! `helm dagu values diff`.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use dagu_chart_api::{Diagnostic, RenderRequest, ValuesText, ValuesView, human};
use dagu_chart_host::Limits;
use serde::Serialize;
use serde_json::Value;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::file::Files;
use crate::json_output::{FORMAT, JsonFlags};
use crate::output;
use crate::release_values::ReleaseFlags;
use crate::shown_values::shown_values;
use crate::table::Table;
use crate::terminal::columns;

/// Compare the values of two files, releases or revisions
///
/// Both sides are merged over the defaults of the chart first, so that a default that one of them writes out is not a
/// difference.
#[derive(Args)]
#[command(after_help = "Examples:
  helm dagu values diff staging.yaml production.yaml
  helm dagu values diff dagu@3 dagu
  helm dagu values diff dagu values.yaml")]
pub(crate) struct Diff {
    /// A values file, `-` for stdin, a release such as `dagu`, or a revision such as `dagu@3`
    before: String,

    /// The same for the other side
    after: String,

    /// Alias of the Dagu chart, if the umbrella chart of a release contains several
    #[arg(long, value_name = "ALIAS")]
    alias: Option<String>,

    #[command(flatten)]
    output: JsonFlags,
}

#[derive(Serialize)]
struct Document {
    format: u32,
    ok: bool,
    changes: Vec<Change>,
    diagnostics: Vec<Diagnostic>,
}

/// A value that differs. It is absent on the side that does not have it.
#[derive(Serialize)]
struct Change {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Value>,
}

/// The values of one side by their path, or the errors in them.
type Side = Result<BTreeMap<String, Value>, Vec<Diagnostic>>;

impl Diff {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let mut files = Files::default();
        let mut side = |name| self.side(name, &mut files);
        let sides = side(&self.before).and_then(|before| Ok((before, side(&self.after)?)));
        let (before, after) = match self.output.or_report(sides)? {
            (Ok(before), Ok(after)) => (before, after),
            (before, after) => {
                let errors = [before.err(), after.err()];
                return self.refuse(errors.into_iter().flatten().flatten().collect());
            }
        };
        let changes = changes(before, after);
        let mut table = Table::new(&["KEY", &self.before, &self.after]);
        let cell = |value: &Option<Value>| value.as_ref().map(Value::to_string).unwrap_or_default();
        for change in &changes {
            table.add(vec![change.path.clone(), cell(&change.before), cell(&change.after)]);
        }
        let width = columns().filter(|_| self.output.is_for_terminal());
        let text = match changes.len() {
            0 => "no differences\n".to_owned(),
            1 => format!("{}\n1 value differs\n", table.fit(width)),
            count => format!("{}\n{count} values differ\n", table.fit(width)),
        };
        self.output.put(&text, &Document { format: FORMAT, ok: true, changes, diagnostics: Vec::new() })?;
        Ok(Exit::Success.into())
    }

    fn side(&self, name: &str, files: &mut Files) -> Result<Side, Failure> {
        let request = if is_file(name) {
            let text = files.read(name)?;
            RenderRequest {
                values: vec![ValuesText { name: name.to_owned(), text }],
                ..RenderRequest::default()
            }
        } else {
            let (release, revision) = match name.rsplit_once('@') {
                Some((release, revision)) => {
                    let number = revision.parse().map_err(|_| Failure::Revision(revision.to_owned()))?;
                    (release, Some(number))
                }
                None => (name, None),
            };
            ReleaseFlags::new(Some(release.to_owned()), self.alias.clone())
                .with_revision(revision)
                .request(Default::default())?
        };
        let (shown, _) = shown_values(&request, ValuesView::Merged, &Limits::default())?;
        if !shown.ok {
            return Ok(Err(shown.diagnostics));
        }
        Ok(Ok(shown.origins.into_iter().map(|origin| (origin.path, origin.value)).collect()))
    }

    fn refuse(&self, diagnostics: Vec<Diagnostic>) -> Result<ExitCode, Failure> {
        output::stderr(&human(&diagnostics));
        if self.output.is_json() {
            let document = Document { format: FORMAT, ok: false, changes: Vec::new(), diagnostics };
            self.output.put("", &document)?;
        }
        Ok(Exit::Findings.into())
    }
}

/// Whether a side is a file and not a release. The name of a release has no slash, and rarely the ending of a file.
fn is_file(name: &str) -> bool {
    let path = Path::new(name);
    let has_ending =
        path.extension().is_some_and(|ending| ["yaml", "yml", "json"].iter().any(|one| ending == *one));
    name == "-" || name.contains(['/', '\\']) || has_ending || path.is_file()
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
