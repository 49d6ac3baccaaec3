//! How a program of the project ends.

use std::process::ExitCode;

use anyhow::Result;

/// Says an error in one line. What `main` returns would be shown with a backtrace, where the environment asks for one.
#[expect(clippy::print_stderr, reason = "a command line program prints")]
pub(crate) fn code(outcome: Result<ExitCode>) -> ExitCode {
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}
