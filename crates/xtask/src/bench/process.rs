//! One run of a process, and its resource usage from the kernel.
//!
//! A new process starts with the resident memory of its parent as its peak, and this one has large
//! streams. So it starts itself again as `cargo xtask meter`, which is small, and that starts the measured program.

use std::ffi::OsString;
use std::io;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::shell;

/// The resource usage of a run.
pub(crate) struct Usage {
    /// User and system time.
    pub(crate) cpu: Duration,
    /// Peak resident memory, in bytes.
    pub(crate) peak: u64,
    /// From start to end.
    pub(crate) wall: Duration,
}

/// Arguments of `cargo xtask meter`.
#[derive(Args)]
pub(crate) struct Metered {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
    command: Vec<OsString>,
}

/// Runs the command and discards its output; a failed command has no usage.
pub(crate) fn run(command: &Command, stdin: Stdio) -> Result<Usage> {
    let mut meter = Command::new(std::env::current_exe()?);
    meter.arg("meter").arg(command.get_program()).args(command.get_args()).stdin(stdin);
    meter.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = meter.stderr(Stdio::inherit()).output().context("cannot start the meter")?;
    if !output.status.success() {
        bail!("`{}` failed", shell::display(command));
    }
    let printed = String::from_utf8(output.stdout)?;
    let numbers: Vec<u64> = printed.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let [cpu, wall, peak] = numbers[..] else { bail!("the meter printed {printed:?}") };
    Ok(Usage { cpu: Duration::from_micros(cpu), wall: Duration::from_micros(wall), peak })
}

/// Runs the command with the meter's own input, and prints its usage.
pub(crate) fn meter(metered: &Metered) -> Result<()> {
    let [program, arguments @ ..] = metered.command.as_slice() else { bail!("no command") };
    let mut command = Command::new(program);
    // Its messages would repeat in each run. The exit code shows a failure, and you can run the command again.
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let child = command.spawn().with_context(|| format!("cannot start `{}`", shell::display(&command)))?;
    let (status, usage) = wait(child.id())?;
    let wall = start.elapsed();
    if status != 0 {
        bail!("`{}` failed", shell::display(&command));
    }
    let cpu = duration(usage.ru_utime) + duration(usage.ru_stime);
    // Linux reports memory in KiB.
    println!("{} {} {}", cpu.as_micros(), wall.as_micros(), usage.ru_maxrss * 1024);
    Ok(())
}

/// The standard library waits without reading the usage.
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
