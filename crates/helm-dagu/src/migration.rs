//! Values files of the public Dagu chart, changed for this chart.
//!
//! The keys are the same in both charts, and the core finds what this chart does not take. Only the defaults of the other
//! chart are declared here: nothing else needs them, and the size of the core is limited.

mod defaults;

use dagu_chart_api::{
    ChangedValue, Diagnostic, EditRequest, RenderRequest, Report, Severity, ValuesText, ValuesView,
};
use dagu_chart_host::{Host, Limits};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::edit::edited;
use crate::failure::Failure;
use crate::request::json;
use crate::shown_values::shown_values;

pub(crate) use defaults::Source;

/// A setting that this chart does not support yet.
const NOT_SUPPORTED: &str = "D0109";

/// Codes of what this chart does not take.
const NO_PLACE: [&str; 2] = ["D0102", NOT_SUPPORTED];

/// How often the core is asked: settings are checked only when there are no unknown keys.
const ROUNDS: usize = 10;

/// The supported mode. The other one is the default of the public chart.
const MODE: (&str, &str) = ("deploymentMode", "distributed");

/// A migrated values file.
pub(crate) struct Migrated {
    pub(crate) text: String,
    pub(crate) changes: Vec<Change>,
    /// What the core finds in the migrated values.
    pub(crate) findings: Vec<Diagnostic>,
}

/// A change of the file.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Change {
    pub(crate) path: String,
    /// The new value. Absent if the key was removed, because it has no place in this chart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<Value>,
    pub(crate) reason: String,
}

impl Migrated {
    /// Whether the migrated values can be installed.
    pub(crate) fn is_ok(&self) -> bool {
        !self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// Migrates a values file.
pub(crate) fn migrate(file: &ValuesText, source: Source) -> Result<Migrated, Failure> {
    let host = Host::new()?;
    let mut migrated = Migrated { text: file.text.clone(), changes: Vec::new(), findings: Vec::new() };
    let of = |text: &str| ValuesText { name: file.name.clone(), text: text.to_owned() };
    for _ in 0..ROUNDS {
        migrated.findings = findings(&host, of(&migrated.text))?;
        let changes = without_place(&migrated.findings);
        if changes.is_empty() {
            break;
        }
        migrated.apply(&host, &file.name, changes)?;
    }
    let request = RenderRequest { values: vec![of(&migrated.text)], ..RenderRequest::default() };
    let (merged, _) = shown_values(&request, ValuesView::Merged, &Limits::default())?;
    if merged.ok {
        let given: Option<Value> = serde_yaml::from_str(&migrated.text)
            .map_err(|error| Failure::Edit { name: file.name.clone(), reason: error.to_string() })?;
        // A file without a key leaves everything to the defaults.
        let given = given.unwrap_or_else(|| Value::Object(Map::new()));
        migrated.apply(&host, &file.name, defaults::missing(&given, source))?;
        migrated.findings = findings(&host, of(&migrated.text))?;
    }
    Ok(migrated)
}

impl Migrated {
    fn apply(&mut self, host: &Host, name: &str, changes: Vec<Change>) -> Result<(), Failure> {
        let removed = changes.iter().filter(|change| change.value.is_none());
        let remove = removed.map(|change| change.path.clone()).collect();
        let set = changes.iter().filter_map(|change| {
            Some(ChangedValue { path: change.path.clone(), value: change.value.clone()? })
        });
        let changed = set.collect();
        let request =
            EditRequest { text: self.text.clone(), remove, changes: changed, ..EditRequest::default() };
        self.text = edited(host, name, &request)?;
        self.changes.extend(changes);
        Ok(())
    }
}

/// The changes that resolve findings about what this chart does not take.
fn without_place(findings: &[Diagnostic]) -> Vec<Change> {
    let refused = findings.iter().filter(|finding| NO_PLACE.contains(&&*finding.code));
    let change = |finding: &Diagnostic| {
        let (value, reason) = if finding.path == MODE.0 && finding.code == NOT_SUPPORTED {
            (Some(MODE.1.into()), defaults::STANDALONE.to_owned())
        } else {
            (None, format!("{}; {}", finding.message, finding.help))
        };
        Change { path: finding.path.clone(), value, reason }
    };
    refused.filter(|finding| finding.span.is_some()).map(change).collect()
}

fn findings(host: &Host, file: ValuesText) -> Result<Vec<Diagnostic>, Failure> {
    let request = RenderRequest { values: vec![file], check: true, ..RenderRequest::default() };
    let answer = host.render(&json(&request)?, &Limits::default())?;
    let report: Report = serde_json::from_str(answer.report()).map_err(Failure::Report)?;
    Ok(report.diagnostics)
}
