//! The exit code of a runner that cannot start.

use std::process::ExitCode;

use anyhow::Result;

/// Runs a runner. An error is one line: what `main` returns would be shown with a backtrace, where the environment
/// asks for one.
#[expect(clippy::print_stderr, reason = "it is what the runner says in place of results")]
pub fn code(run: impl FnOnce() -> Result<ExitCode>) -> ExitCode {
    run().unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}
