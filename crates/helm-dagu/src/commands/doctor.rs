//! `helm dagu doctor`.

use std::process::ExitCode;

use clap::Args;
use dagu_chart_report::wrap;
use serde::Serialize;

use crate::doctor::{Check, Status, cluster, helm, plugins, programs};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::helm::Helm;
use crate::json_output::{FORMAT, JsonFlags};
use crate::terminal::columns;

/// Check Helm, its plugins, the programs and the cluster
///
/// Prints one line for each check, and the command that repairs what is wrong. Changes nothing. The cluster is asked
/// through Helm only (`helm template --dry-run=server`), in the namespace of the command. If Helm finds no plugin, run it
/// as `helm-dagu doctor`. Exits with 1 if there are errors.
#[derive(Args)]
#[command(after_help = "Examples:
  helm dagu doctor
  helm dagu doctor --no-cluster -o json")]
pub(crate) struct Doctor {
    /// Do not ask the cluster
    #[arg(long)]
    no_cluster: bool,

    #[command(flatten)]
    output: JsonFlags,
}

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    ok: bool,
    checks: &'a [Check],
}

impl Doctor {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let checks = self.output.or_report(self.checks())?;
        let count = |status| checks.iter().filter(|check| check.status == status).count();
        let errors = count(Status::Error);
        let width = columns().filter(|_| self.output.is_for_terminal());
        let mut text: String = checks.iter().map(|check| line(check, width)).collect();
        text.push_str(&format!("errors: {errors}, warnings: {}\n", count(Status::Warning)));
        self.output.put(&text, &Document { format: FORMAT, ok: errors == 0, checks: &checks })?;
        Ok(if errors > 0 { Exit::Findings } else { Exit::Success }.into())
    }

    fn checks(&self) -> Result<Vec<Check>, Failure> {
        let found = match Helm::find() {
            Err(failure @ Failure::Terminated(_)) => return Err(failure),
            found => found,
        };
        let mut checks = programs(found.as_ref().ok().map(Helm::major));
        let found = match found {
            Ok(helm) => helm,
            Err(failure) => {
                let repair =
                    "curl -fsSL https://raw.githubusercontent.com/helm/helm/main/scripts/get-helm-4 | bash";
                checks.push(Check {
                    subject: "Helm",
                    status: Status::Error,
                    message: failure.to_string(),
                    repair: Some(repair.to_owned()),
                });
                return Ok(checks);
            }
        };
        checks.extend(helm(&found));
        checks.extend(plugins(&found));
        if !self.no_cluster {
            checks.extend(cluster(&found).map_err(Failure::Temporary)?);
        }
        found.check()?;
        Ok(checks)
    }
}

/// The column of the messages.
const INDENT: usize = 9;

/// `error    plugins: Helm 3 loads no plugins …`, with the repair below, which can be copied as it is.
fn line(check: &Check, width: Option<usize>) -> String {
    let indent = " ".repeat(INDENT);
    let message = wrap(&format!("{}: {}", check.subject, check.message), INDENT, width);
    let message = message.replace('\n', &format!("\n{indent}"));
    let (mark, color) = match check.status {
        Status::Ok => ("ok", "\u{1b}[32m"),
        Status::Warning => ("warning", "\u{1b}[33m"),
        Status::Error => ("error", "\u{1b}[1;31m"),
        Status::Unknown => ("unknown", "\u{1b}[2m"),
    };
    let repair = check.repair.as_ref().map(|repair| format!("{indent}$ {repair}\n")).unwrap_or_default();
    format!("{color}{mark:7}\u{1b}[0m  {message}\n{repair}")
}
