//! A program that runs until it is dropped.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

/// How many lines of a log are worth reading.
const LINES: usize = 40;

pub(super) struct Daemon {
    pub(super) name: &'static str,
    command: Command,
    child: Child,
    log: PathBuf,
}

impl Daemon {
    /// Starts it in `home`, where its log lands too.
    ///
    /// It dies with the thread that starts it, even when that is killed and nothing is dropped.
    pub(super) fn start(name: &'static str, command: &Command, home: &Path) -> Result<Self> {
        let log = home.join(format!("{name}.log"));
        let file = File::create(&log)?;
        let mut bound = Command::new("setpriv");
        bound
            .args(["--pdeathsig", "KILL"])
            .arg(command.get_program())
            .args(command.get_args())
            .current_dir(home)
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file);
        let child = bound.spawn().with_context(|| format!("cannot start {name}"))?;
        Ok(Self { name, command: bound, child, log })
    }

    /// Kills it. What it left in its folder stays.
    pub(super) fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Starts it once more after it was killed.
    pub(super) fn revive(&mut self) -> Result<()> {
        self.child = self.command.spawn().with_context(|| format!("cannot revive {}", self.name))?;
        Ok(())
    }

    /// Fails when it ended by itself.
    pub(super) fn running(&mut self) -> Result<()> {
        match self.child.try_wait()? {
            Some(status) => bail!("{} ended with {status}", self.name),
            None => Ok(()),
        }
    }

    /// The end of what it wrote.
    pub(super) fn log(&self) -> String {
        let log = fs::read(&self.log).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        let lines: Vec<_> = log.lines().collect();
        let tail = lines[lines.len().saturating_sub(LINES)..].join("\n");
        format!("--- {}\n{tail}\n", self.name)
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // Killed, not stopped: its data is deleted anyway.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
