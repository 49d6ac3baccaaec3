//! Exit codes: those of this program, and the exit code of Helm as the exit code of this program.

use std::process::{ExitCode, ExitStatus};

use dagu_post::exit_number;

/// How a command ends. Users see these numbers in docs/cli.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The command did what it should, and found nothing that stops a release.
    Success = 0,
    /// The command ran, and its answer is no: values with errors, or a DAG that no pool runs.
    Findings = 1,
    /// The command could not run.
    NotRun = 2,
    /// Helm failed.
    Helm = 3,
    /// The command found what `--fail-on` names.
    FailOn = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// The exit code of Helm.
pub(crate) fn exit_code(status: ExitStatus) -> ExitCode {
    ExitCode::from(u8::try_from(exit_number(status)).unwrap_or(1))
}

/// The exit code that a shell reports for a process terminated by a signal.
pub(crate) fn terminated(signal: i32) -> ExitCode {
    ExitCode::from(u8::try_from(128 + signal).unwrap_or(1))
}
