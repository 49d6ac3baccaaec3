//! `helm dagu values` without a subcommand.

use std::process::ExitCode;

use clap::Args;
use dagu_chart_api::{Origin, ValuesView, human};
use dagu_chart_host::Limits;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::json_output::JsonFlags;
use crate::output;
use crate::release_values::{ReleaseFlags, is_release};
use crate::request::ValuesFlags;
use crate::shown_values::shown_values;
use crate::table::Table;
use crate::terminal::columns;

// Not a doc comment: clap would use it as the help of the command.
#[derive(Args)]
pub(crate) struct Show {
    #[command(flatten)]
    release: ReleaseFlags,

    /// Revision of the release, as `helm history` numbers them [default: the last one]
    #[arg(long, value_name = "REVISION", requires = "release")]
    revision: Option<u64>,

    #[command(flatten)]
    values: ValuesFlags,

    /// Print only the values that differ from the defaults, as a values file
    #[arg(long)]
    delta: bool,

    /// Print where each value is set: the file and line, the flag, or the defaults; without what pools inherit
    #[arg(long)]
    origin: bool,

    #[command(flatten)]
    output: JsonFlags,

    #[command(flatten)]
    limits: Limits,
}

impl Show {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let Self { release, revision, values, delta, origin, output, limits } = self;
        let view = match (delta, origin) {
            (true, _) => ValuesView::Delta,
            (false, true) => ValuesView::Merged,
            (false, false) => ValuesView::Effective,
        };
        let release = release.with_revision(revision);
        let asked = release.request(values).and_then(|request| shown_values(&request, view, &limits));
        let (shown, yaml) = output.or_report(asked)?;
        if !shown.ok {
            if output.is_json() {
                output.put("", &shown)?;
            }
            output::stderr(&human(&shown.diagnostics));
            return Ok(Exit::Findings.into());
        }
        let width = columns().filter(|_| output.is_for_terminal());
        let text = if origin { table(&shown.origins).fit(width) } else { yaml };
        output.put(&text, &shown)?;
        Ok(Exit::Success.into())
    }
}

fn table(origins: &[Origin]) -> Table {
    let mut table = Table::new(&["KEY", "VALUE", "FROM"]);
    for origin in origins {
        table.add(vec![origin.path.clone(), origin.value.to_string(), from(origin)]);
    }
    table
}

/// `values.yaml:3`, `--set` or `default`.
fn from(origin: &Origin) -> String {
    match (&origin.span, &origin.flag) {
        (Some(span), _) if is_release(&span.name) => span.name.clone(),
        (Some(span), _) => format!("{}:{}", span.name, span.line),
        (None, Some(flag)) => flag.to_string(),
        (None, None) => "default".to_owned(),
    }
}
