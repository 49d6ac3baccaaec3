//! The exit code of Helm as the exit code of this program.

use std::process::{ExitCode, ExitStatus};

/// The exit code of Helm.
pub(crate) fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status.code().unwrap_or_else(|| killed(status));
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}

/// The exit code that a shell reports for a process terminated by a signal.
pub(crate) fn asked(signal: i32) -> ExitCode {
    ExitCode::from(u8::try_from(128 + signal).unwrap_or(1))
}

/// The same for a Helm terminated by a signal.
#[cfg(unix)]
fn killed(status: ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt;
    128 + status.signal().unwrap_or(0)
}

#[cfg(not(unix))]
fn killed(_status: ExitStatus) -> i32 {
    1
}
