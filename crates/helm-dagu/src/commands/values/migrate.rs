//! `helm dagu values migrate`.

use std::process::ExitCode;

use clap::Args;
use dagu_chart_api::{Diagnostic, ValuesText, human};
use dagu_chart_report::wrap;
use serde::Serialize;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::file::{Files, unified_diff, write_changed};
use crate::json_output::{FORMAT, JsonFlags};
use crate::migration::{Change, Migrated, Source, migrate};
use crate::output;
use crate::terminal::columns;

/// Change a values file of the public Dagu chart for this chart
///
/// The keys are the same in both charts. Defaults that differ are written out, so that a release keeps them, and settings
/// that this chart does not support are removed. Comments and layout stay.
///
/// Prints the new file on stdout, and on stderr each change with its reason and the findings in the new values. Exits with
/// 1 if they have errors.
#[derive(Args)]
#[command(after_help = "Examples:
  helm dagu values migrate old.yaml > values.yaml
  helm dagu values migrate values.yaml --write")]
pub(crate) struct Migrate {
    /// Values file of the public chart; `-` for stdin
    file: String,

    /// Major version of the public chart
    #[arg(long, value_name = "VERSION", value_enum, default_value_t)]
    from: Source,

    /// Write the new values to the file instead of stdout
    #[arg(long, conflicts_with_all = ["diff", "output_style", "output_file"])]
    write: bool,

    /// Print the changes as a unified diff instead of the new values
    #[arg(long, conflicts_with = "output_style")]
    diff: bool,

    #[command(flatten)]
    output: JsonFlags,
}

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    ok: bool,
    text: &'a str,
    changes: &'a [Change],
    diagnostics: &'a [Diagnostic],
}

impl Migrate {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let (before, migrated) = self.output.or_report(self.migrate())?;
        let after = ValuesText { name: before.name.clone(), text: migrated.text.clone() };
        let ok = migrated.is_ok();
        if self.write {
            write_changed(&before, &after)?;
        } else {
            let text = if self.diff { unified_diff(&before, &after) } else { after.text };
            let Migrated { text: new, changes, findings } = &migrated;
            let document = Document { format: FORMAT, ok, text: new, changes, diagnostics: findings };
            self.output.put(&text, &document)?;
        }
        output::stderr(&summary(&migrated));
        Ok(if ok { Exit::Success } else { Exit::Findings }.into())
    }

    fn migrate(&self) -> Result<(ValuesText, Migrated), Failure> {
        let name = self.file.clone();
        if self.write && name == "-" {
            return Err(Failure::WriteStdin);
        }
        let before = ValuesText { text: Files::default().read(&name)?, name };
        let migrated = migrate(&before, self.from)?;
        Ok((before, migrated))
    }
}

/// What starts a line of a reason.
const REASON: &str = "\n    ";

/// The changes with their reasons, and the findings.
fn summary(migrated: &Migrated) -> String {
    let (set, removed): (Vec<_>, Vec<_>) = migrated.changes.iter().partition(|change| change.value.is_some());
    let mut text = String::new();
    for (title, changes) in [("Set:", set), ("Removed, because this chart has no place for it:", removed)] {
        if changes.is_empty() {
            continue;
        }
        text.push_str(&format!("{title}\n"));
        for Change { path, value, reason } in changes {
            let value = value.as_ref().map_or_else(String::new, |value| format!(": {value}"));
            let reason = wrap(reason, REASON.len() - 1, columns()).replace('\n', REASON);
            text.push_str(&format!("  {path}{value}{REASON}{reason}\n"));
        }
    }
    if migrated.changes.is_empty() {
        text.push_str("no change\n");
    }
    text + &human(&migrated.findings)
}
