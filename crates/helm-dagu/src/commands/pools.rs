//! `helm dagu pools`.

use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use clap::{Args, value_parser};
use dagu_chart_api::human as findings;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::helm::Helm;
use crate::json_output::{JsonFlags, Style};
use crate::output;
use crate::pools::{Detail, Document, View, human, of_release, of_values};
use crate::release_values::ReleaseFlags;
use crate::request::ValuesFlags;
use crate::terminal::columns;

/// How often a signal is looked for between two questions.
const PAUSE: Duration = Duration::from_millis(50);

/// Moves the cursor of a terminal to the start, and clears it.
const CLEAR: &str = "\u{1b}[H\u{1b}[2J";

/// Show the worker pools, with what they inherit
///
/// Reads values files and flags, or the values of a release. Needs no cluster unless you name a release.
///
/// For a release, shows how many workers are ready and why pods wait, as far as Helm may read Deployments and pods. One
/// call of Helm answers everything, two for an umbrella chart.
#[derive(Args)]
#[command(mut_arg(JsonFlags::ID, |format| format.value_parser(value_parser!(Style))), after_help = "Examples:
  helm dagu pools -f values.yaml
  helm dagu pools -f values.yaml --settings
  helm dagu pools dagu --fail-not-ready
  helm dagu pools dagu --watch")]
pub(crate) struct Pools {
    #[command(flatten)]
    release: ReleaseFlags,

    #[command(flatten)]
    values: ValuesFlags,

    /// Also list the settings of each pool, and the section that sets them
    #[arg(long)]
    settings: bool,

    /// Exit with 1 unless all workers of all pools are ready
    #[arg(long, requires = "release")]
    fail_not_ready: bool,

    /// Ask again every SECONDS and print what changed, until you press Ctrl-C [default without a number: 2]
    #[arg(
        long,
        value_name = "SECONDS",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "2",
        value_parser = value_parser!(u16).range(1..),
        requires = "release"
    )]
    watch: Option<u16>,

    #[command(flatten)]
    output: JsonFlags,
}

impl Pools {
    pub(crate) fn run(mut self) -> Result<ExitCode, Failure> {
        let output = std::mem::take(&mut self.output);
        let result = self.show(&output);
        output.or_report(result)
    }

    fn show(self, output: &JsonFlags) -> Result<ExitCode, Failure> {
        let Self { release, values, settings, fail_not_ready, watch, .. } = self;
        let detail = Detail { wide: output.is_wide(), settings };
        let overrides = values.request()?;
        let Some((name, alias)) = release.named() else {
            return put(&of_values(&overrides)?, detail, output, false);
        };
        let helm = Helm::find()?;
        let ask = || of_release(&helm, name, alias.map(str::to_owned), overrides.clone());
        let Some(seconds) = watch else { return put(&ask()?, detail, output, fail_not_ready) };
        let is_redrawn = output.is_for_terminal() && io::stdout().is_terminal();
        let mut shown = String::new();
        loop {
            let view = ask()?;
            let text = human(&view, detail, None);
            // A terminal may have another width now.
            if is_redrawn || text != shown {
                if is_redrawn {
                    output::stdout(CLEAR.as_bytes())?;
                } else if !shown.is_empty() && !output.is_json() {
                    output::stdout(b"\n")?;
                }
                put(&view, detail, output, fail_not_ready)?;
                shown = text;
            }
            let next = Instant::now() + Duration::from_secs(seconds.into());
            while Instant::now() < next {
                helm.check()?;
                thread::sleep(PAUSE);
            }
        }
    }
}

/// Prints the pools, or the errors in the values.
fn put(view: &View, detail: Detail, output: &JsonFlags, fail_not_ready: bool) -> Result<ExitCode, Failure> {
    let document = Document::new(view);
    if !view.answer.ok {
        if output.is_json() {
            output.put("", &document)?;
        } else {
            output::stderr(&findings(&view.answer.diagnostics));
        }
        return Ok(Exit::Findings.into());
    }
    let width = columns().filter(|_| output.is_for_terminal());
    output.put(&human(view, detail, width), &document)?;
    Ok(if fail_not_ready && !view.is_ready() { Exit::Findings } else { Exit::Success }.into())
}
