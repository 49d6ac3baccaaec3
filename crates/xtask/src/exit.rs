//! The exit code of a program, and its error.

use std::process::ExitCode;

use anyhow::Result;

/// Prints an error in one line. Returned from `main`, it would have a backtrace if the environment asks for one.
#[expect(clippy::print_stderr, reason = "a command line program prints")]
pub(crate) fn code(outcome: Result<ExitCode>) -> ExitCode {
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}
