//! How the core's answer about values is printed.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use dagu_chart_api::{Report, ValuesText};
use dagu_chart_host::{Answer, Limits};
use dagu_chart_report::{Format, View};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;
use crate::terminal::columns;

// The flags for the core's answer and its limits. Not a doc comment: clap would use it as the help of the command.
#[derive(Args)]
pub(crate) struct AnswerFlags {
    /// Format of the findings; json, sarif and github are printed on stdout instead of the result
    #[arg(
        short,
        long = "output",
        alias = "output-format",
        value_name = "FORMAT",
        value_enum,
        default_value_t
    )]
    output_format: Format,

    /// Write the findings to FILE and the result to stdout
    #[arg(long, value_name = "FILE")]
    output_file: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) limits: Limits,
}

impl AnswerFlags {
    /// The name of the format's argument, by which a command is known to have these flags.
    pub(crate) const ID: &str = "output_format";

    /// Prints the answer and the findings, or, in the requested format, why there is no answer.
    pub(crate) fn show(&self, made: Result<Answer, Failure>) -> Result<ExitCode, Failure> {
        self.show_instead(made, None)
    }

    /// The same with another text than the stream of the answer.
    pub(crate) fn show_instead(
        &self,
        made: Result<Answer, Failure>,
        text: Option<Vec<u8>>,
    ) -> Result<ExitCode, Failure> {
        let answer = self.or_report(made)?;
        let findings = dagu_chart_report::shown(self.output_format, answer.text(), answer.report());
        self.put_findings(&findings.map_err(Failure::Report)?)?;
        if !answer.ok() {
            return Ok(Exit::Findings.into());
        }
        if !self.prints_findings() {
            output::stdout(&text.unwrap_or_else(|| answer.signed().concat()))?;
        }
        Ok(Exit::Success.into())
    }

    /// The result; reports a failure to programs first. The caller reports it to people on stderr.
    pub(crate) fn or_report<T>(&self, result: Result<T, Failure>) -> Result<T, Failure> {
        result.inspect_err(|failure| {
            // If this fails too, the first reason is the one to report.
            let _ = self.put_failure(&format!("error: {failure}\n"));
        })
    }

    /// Reports to programs why there is no answer; the caller reports it to people on stderr.
    pub(crate) fn put_failure(&self, text: &str) -> Result<(), Failure> {
        if self.output_format == Format::Human && self.output_file.is_none() {
            return Ok(());
        }
        self.put_findings(&dagu_chart_report::failed(self.output_format, text))
    }

    /// Whether the findings go to stdout: the program that reads them expects nothing else there.
    fn prints_findings(&self) -> bool {
        self.output_format != Format::Human && self.output_file.is_none()
    }

    /// Prints a report where the findings are the result of the command. `summary` is for people.
    pub(crate) fn put_report(
        &self,
        report: &Report,
        files: &[ValuesText],
        summary: &str,
    ) -> Result<(), Failure> {
        let to_terminal = self.output_file.is_none();
        let view = View { files, width: columns().filter(|_| to_terminal) };
        let mut text = dagu_chart_report::report(self.output_format, report, view);
        if self.output_format == Format::Human {
            text.push_str(summary);
            if to_terminal {
                return output::colored(&text);
            }
            text = anstream::adapter::strip_str(&text).to_string();
        }
        self.put_findings(&text)
    }

    fn put_findings(&self, findings: &str) -> Result<(), Failure> {
        match &self.output_file {
            Some(path) => output::findings_file(path, findings),
            None if self.prints_findings() => output::stdout(findings.as_bytes()),
            None => {
                output::stderr(findings);
                Ok(())
            }
        }
    }
}
