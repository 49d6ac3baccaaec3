//! `helm dagu explain`.

use std::process::ExitCode;

use clap::Args;
use dagu_chart_report::{is_known, page, pages, wrap};

use crate::failure::Failure;
use crate::output;
use crate::terminal::columns;

/// The line before and after an example, whose lines stay as they are.
const FENCE: &str = "```";

/// Explain a diagnostic code such as D0102, with an example; without a code, list all codes
#[derive(Args)]
#[command(after_help = "Example:\n  helm dagu explain D0102")]
pub(crate) struct Explain {
    /// Code or rule name; the start of a code, such as `D02`, lists the codes that start with it
    code: Option<String>,
}

impl Explain {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let text = match self.code {
            Some(code) => match page(&code) {
                Some(page) => wrapped(page, columns()),
                None if is_known(&code) => list(&code),
                None => return Err(Failure::UnknownCode(code)),
            },
            None => list(""),
        };
        output::stdout(text.as_bytes())?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The codes that start like this, each with its name.
fn list(start: &str) -> String {
    let headings = pages().filter_map(|page| page.lines().next());
    let start = start.to_ascii_uppercase();
    headings.filter(|heading| heading.starts_with(&start)).map(|heading| format!("{heading}\n")).collect()
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
