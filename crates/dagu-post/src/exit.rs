//! The exit codes of other programs.

use std::process::ExitStatus;

/// The exit code of a process as a shell reports it: its own, or 128 and the number of the signal that terminated it.
pub fn exit_number(status: ExitStatus) -> i32 {
    status.code().unwrap_or_else(|| killed(status))
}

#[cfg(unix)]
fn killed(status: ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt;
    128 + status.signal().unwrap_or(0)
}

#[cfg(not(unix))]
fn killed(_status: ExitStatus) -> i32 {
    1
}
