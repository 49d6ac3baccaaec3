//! How the core's answer about values is shown.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use dagu_chart_host::{Answer, Limits};
use dagu_chart_report::Format;

use crate::failure::Failure;
use crate::output;

// The flags about the core's answer and what it may take. No doc comment: clap would take it for that of the command.
#[derive(Args)]
pub(crate) struct AnswerFlags {
    /// Format of the findings; any but human replaces what the command prints, unless there is an --output-file
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    output_format: Format,

    /// Write the findings to FILE instead
    #[arg(long, value_name = "FILE")]
    output_file: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) limits: Limits,
}

impl AnswerFlags {
    /// Prints the answer and what was found, or in the format that was asked for why there is none.
    pub(crate) fn show(&self, made: Result<Answer, Failure>) -> Result<ExitCode, Failure> {
        let answer = match made {
            Ok(answer) => answer,
            Err(failure) => {
                self.put_failure(&format!("error: {failure}\n"))?;
                return Err(failure);
            }
        };
        let findings = dagu_chart_report::shown(self.output_format, answer.text(), answer.report());
        self.put_findings(&findings.map_err(Failure::Report)?)?;
        if !answer.ok() {
            return Ok(ExitCode::from(1));
        }
        if !self.prints_findings() {
            output::stdout(&answer.stream())?;
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Tells programs why there is no answer; people are told on stderr by whoever calls this.
    pub(crate) fn put_failure(&self, text: &str) -> Result<(), Failure> {
        if self.output_format == Format::Human && self.output_file.is_none() {
            return Ok(());
        }
        self.put_findings(&dagu_chart_report::failed(self.output_format, text))
    }

    /// Whether the findings are what stdout is for: a program reads them, and reads nothing else there.
    fn prints_findings(&self) -> bool {
        self.output_format != Format::Human && self.output_file.is_none()
    }

    fn put_findings(&self, findings: &str) -> Result<(), Failure> {
        match &self.output_file {
            Some(path) => {
                fs::write(path, findings).map_err(|error| Failure::FindingsFile { path: path.clone(), error })
            }
            None if self.prints_findings() => output::stdout(findings.as_bytes()),
            None => {
                output::stderr(findings);
                Ok(())
            }
        }
    }
}
