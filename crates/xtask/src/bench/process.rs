//! One run of a whole process, and what the kernel counted for it.

use std::io;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::shell;

/// What a run used.
pub(crate) struct Usage {
    /// In user and in kernel mode.
    pub(crate) cpu: Duration,
    /// Resident at the most, in bytes.
    pub(crate) peak: u64,
    /// From start to end.
    pub(crate) wall: Duration,
}

/// Runs the command to its end; one that fails has no usage.
pub(crate) fn run(command: &mut Command) -> Result<Usage> {
    let start = Instant::now();
    let child = command.spawn().with_context(|| format!("cannot start `{}`", shell::display(command)))?;
    let (status, usage) = wait(child.id())?;
    let wall = start.elapsed();
    if status != 0 {
        bail!("`{}` failed", shell::display(command));
    }
    Ok(Usage {
        cpu: duration(usage.ru_utime) + duration(usage.ru_stime),
        // Linux counts in KiB.
        peak: usage.ru_maxrss as u64 * 1024,
        wall,
    })
}

/// The standard library waits without asking for the usage.
#[expect(unsafe_code, reason = "wait4 has no safe wrapper here")]
fn wait(process: u32) -> Result<(i32, libc::rusage)> {
    let mut status = 0;
    // SAFETY: a zeroed rusage is a valid one, and both pointers live through the call.
    let (reaped, usage) = unsafe {
        let mut usage = std::mem::zeroed();
        let reaped = libc::wait4(process as i32, &mut status, 0, &mut usage);
        (reaped, usage)
    };
    match reaped {
        -1 => Err(io::Error::last_os_error().into()),
        _ => Ok((status, usage)),
    }
}

fn duration(time: libc::timeval) -> Duration {
    Duration::from_secs(time.tv_sec as u64) + Duration::from_micros(time.tv_usec as u64)
}
