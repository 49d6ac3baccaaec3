//! `helm dagu values set`.

use std::process::ExitCode;

use clap::Args;
use dagu_chart_api::{
    Diagnostic, EditRequest, RenderRequest, Report, SetArgument, SetKind, Severity, ValuesText, human,
};
use dagu_chart_host::{Host, Limits};
use serde::Serialize;

use crate::edit::edited;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::file::{Files, unified_diff, write_changed};
use crate::json_output::{FORMAT, JsonFlags};
use crate::output;
use crate::request::json;

/// Set values in a file and keep its comments, order and quoting
///
/// Reads keys and values as `helm --set` does: `a.b=1` is a number, `a.b={x,y}` a list, and `a.b=null` removes a default.
/// A key that is not there is added to its section. A change that adds an error to the values is refused.
/// Only this file is read: a file that Helm gets after it may set the same keys again.
///
/// With `--output json` also prints the new text, and the errors because of which nothing is written.
#[derive(Args)]
#[command(after_help = "Examples:
  helm dagu values set values.yaml workerPools.gpu.replicas=4
  helm dagu values set values.yaml --string image.tag=2.15 --diff")]
pub(crate) struct Set {
    /// Values file to change; `-` reads stdin and prints the result
    file: String,

    /// Values to set, such as `workerPools.gpu.replicas=4`
    #[arg(value_name = "KEY=VALUE", required_unless_present_any = ["string", "json", "unset"])]
    set: Vec<String>,

    /// Set a string, as `--set-string` does
    #[arg(long, value_name = "KEY=VALUE")]
    string: Vec<String>,

    /// Set a value from JSON, as `--set-json` does
    #[arg(long, value_name = "KEY=JSON")]
    json: Vec<String>,

    /// Remove a key from the file
    #[arg(long, value_name = "KEY")]
    unset: Vec<String>,

    /// Print the change as a unified diff and write nothing; exits with 1 if there is one
    #[arg(long)]
    diff: bool,

    /// Also make a change that adds errors to the values
    #[arg(long)]
    no_lint: bool,

    #[command(flatten)]
    output: JsonFlags,
}

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    ok: bool,
    changed: bool,
    text: &'a str,
    diagnostics: &'a [Diagnostic],
}

impl Set {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let changed = self.output.or_report(self.change())?;
        let Changed { before, after, errors } = &changed;
        if errors.is_empty() {
            return self.output.or_report(self.finish(before, after));
        }
        output::stderr(&human(errors));
        output::stderr("nothing was changed; --no-lint skips this check\n");
        self.put("", before, after, errors)?;
        Ok(Exit::Findings.into())
    }

    /// Changes the text, and writes nothing.
    fn change(&self) -> Result<Changed, Failure> {
        let mut assignments = [&self.json, &self.set, &self.string].into_iter().flatten();
        // Helm sets nothing for these and is content.
        if let Some(argument) = assignments.find(|text| text.is_empty() || text.starts_with('=')) {
            return Err(Failure::NoKey { name: self.file.clone(), argument: argument.clone() });
        }
        let before = ValuesText { text: Files::default().read(&self.file)?, name: self.file.clone() };
        let arguments =
            [(SetKind::Json, &self.json), (SetKind::Set, &self.set), (SetKind::String, &self.string)];
        let set = arguments.into_iter().flat_map(|(kind, texts)| {
            texts.iter().map(move |text| SetArgument { kind, text: text.clone(), files: Default::default() })
        });
        let request = EditRequest {
            text: before.text.clone(),
            remove: self.unset.clone(),
            set: set.collect(),
            ..EditRequest::default()
        };
        let host = Host::new()?;
        let text = edited(&host, &before.name, &request)?;
        let after = ValuesText { text, ..before.clone() };
        let errors = if self.no_lint { Vec::new() } else { new_errors(&host, &before, &after)? };
        Ok(Changed { before, after, errors })
    }

    /// Writes the file or shows the change.
    fn finish(&self, before: &ValuesText, after: &ValuesText) -> Result<ExitCode, Failure> {
        let changes = before.text != after.text;
        if self.diff {
            self.put(&unified_diff(before, after), before, after, &[])?;
            return Ok(if changes { Exit::Findings } else { Exit::Success }.into());
        }
        if before.name == "-" {
            self.put(&after.text, before, after, &[])?;
            return Ok(Exit::Success.into());
        }
        if changes {
            write_changed(before, after)?;
        } else {
            output::stderr(&format!("{}: no change\n", before.name));
        }
        self.put("", before, after, &[])?;
        Ok(Exit::Success.into())
    }

    fn put(
        &self,
        human: &str,
        before: &ValuesText,
        after: &ValuesText,
        errors: &[Diagnostic],
    ) -> Result<(), Failure> {
        let (ok, changed) = (errors.is_empty(), before.text != after.text);
        let document = Document { format: FORMAT, ok, changed, text: &after.text, diagnostics: errors };
        self.output.put(human, &document)
    }
}

/// The text of the file and the new one, with the errors that the new one adds.
struct Changed {
    before: ValuesText,
    after: ValuesText,
    errors: Vec<Diagnostic>,
}

/// The errors of the new text that the old one does not have: the file may be one of several that are used together.
fn new_errors(host: &Host, before: &ValuesText, after: &ValuesText) -> Result<Vec<Diagnostic>, Failure> {
    let known = errors(host, before)?;
    let is_known =
        |error: &Diagnostic| known.iter().any(|one| one.code == error.code && one.path == error.path);
    Ok(errors(host, after)?.into_iter().filter(|error| !is_known(error)).collect())
}

fn errors(host: &Host, values: &ValuesText) -> Result<Vec<Diagnostic>, Failure> {
    let request = RenderRequest { values: vec![values.clone()], check: true, ..RenderRequest::default() };
    let answer = host.render(&json(&request)?, &Limits::default())?;
    let report: Report = serde_json::from_str(answer.report()).map_err(Failure::Report)?;
    Ok(report.diagnostics.into_iter().filter(|found| found.severity == Severity::Error).collect())
}
