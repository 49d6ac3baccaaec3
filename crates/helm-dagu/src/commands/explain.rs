//! `helm dagu explain`.

use std::process::ExitCode;

use clap::Args;
use dagu_chart_report::{page, pages, wrap};

use crate::failure::Failure;
use crate::output;
use crate::terminal::columns;

/// The line before and after an example, whose lines stay as they are.
const FENCE: &str = "```";

/// Explain a diagnostic code such as D0102, with an example; without a code, list all codes
#[derive(Args)]
#[command(after_help = "Example:\n  helm dagu explain D0102")]
pub(crate) struct Explain {
    /// Code or rule name
    code: Option<String>,
}

impl Explain {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let text = match self.code {
            Some(code) => wrapped(page(&code).ok_or(Failure::UnknownCode(code))?, columns()),
            None => pages().filter_map(|page| page.lines().next()).map(|line| format!("{line}\n")).collect(),
        };
        output::stdout(text.as_bytes())?;
        Ok(ExitCode::SUCCESS)
    }
}

/// A page without its last empty lines.
fn wrapped(page: &str, width: Option<usize>) -> String {
    let mut is_example = false;
    let line = |line: &str| {
        is_example ^= line.starts_with(FENCE);
        let width = width.filter(|_| !is_example);
        format!("{}\n", wrap(line, 0, width))
    };
    page.trim_end().lines().map(line).collect()
}
