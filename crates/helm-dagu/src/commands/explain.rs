//! `helm dagu explain`.

use std::process::ExitCode;

use clap::Args;
use dagu_chart_report::{page, pages};

use crate::failure::Failure;
use crate::output;

/// Explain a diagnostic code such as D0102, with an example; without a code, list all codes
#[derive(Args)]
#[command(after_help = "Example:\n  helm dagu explain D0102")]
pub(crate) struct Explain {
    /// Code or rule name
    code: Option<String>,
}

impl Explain {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        match self.code {
            Some(code) => {
                let page = page(&code).ok_or(Failure::UnknownCode(code))?;
                output::stdout(format!("{}\n", page.trim_end()).as_bytes())?;
            }
            None => {
                let headings: Vec<_> = pages().filter_map(|page| page.lines().next()).collect();
                output::stdout(format!("{}\n", headings.join("\n")).as_bytes())?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
