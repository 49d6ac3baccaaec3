//! Signals while Helm runs: this process waits for Helm to end, and removes its temporary files. And while a server runs,
//! which ends with a signal.
//!
//! Ctrl-C reaches Helm too; a signal that is sent to this process only has to be forwarded. A Helm that started this
//! plugin and is killed sends no signal, so this process watches whether its parent is gone.

use std::io::{self, Read};
use std::process::{Command, ExitStatus, Output, Stdio};

use crate::failure::Failure;

#[cfg(not(unix))]
use other as system;
#[cfg(unix)]
use unix as system;

/// How long Helm may take to end after a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Patience {
    /// As long as it needs: it may have to roll back.
    Endless,
    /// A few seconds: the command is read-only.
    Short,
}

/// While this value exists, signals do not terminate this process before Helm ends.
pub(crate) struct Interrupt(system::Interrupt);

impl Interrupt {
    pub(crate) fn listen() -> Result<Self, Failure> {
        system::Interrupt::listen().map(Self).map_err(Failure::Interrupt)
    }

    /// Runs a command and waits until it ends.
    pub(crate) fn status(&self, command: &mut Command, patience: Patience) -> Result<ExitStatus, Stopped> {
        self.0.run(command, patience, |_| Ok(())).map(|(status, ())| status)
    }

    /// The same, and captures its stdout.
    pub(crate) fn output(&self, command: &mut Command, patience: Patience) -> Result<Output, Stopped> {
        let (status, stdout) = self.0.run(command.stdout(Stdio::piped()), patience, |child| {
            let mut caught = Vec::new();
            if let Some(mut stdout) = child.stdout.take() {
                stdout.read_to_end(&mut caught)?;
            }
            Ok(caught)
        })?;
        Ok(Output { status, stdout, stderr: Vec::new() })
    }

    /// Waits for a signal.
    pub(crate) fn wait(&self) -> i32 {
        self.0.wait()
    }

    /// Fails if this process has received a signal.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.0.asked().map_or(Ok(()), |signal| Err(Failure::Terminated(signal)))
    }
}

/// Why a command did not finish.
pub(crate) enum Stopped {
    /// This process received this signal before the command started.
    #[cfg_attr(not(unix), expect(dead_code, reason = "only Unix has signals"))]
    Asked(i32),
    /// The command could not be run.
    Failed(io::Error),
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

#[cfg(not(unix))]
mod other {
    use std::io;
    use std::process::{Child, Command, ExitStatus};

    use super::{Patience, Stopped};

    pub(super) struct Interrupt;

    impl Interrupt {
        pub(super) fn listen() -> io::Result<Self> {
            Ok(Self)
        }

        pub(super) fn run<T>(
            &self,
            command: &mut Command,
            _patience: Patience,
            meanwhile: impl FnOnce(&mut Child) -> io::Result<T>,
        ) -> Result<(ExitStatus, T), Stopped> {
            let mut child = command.spawn()?;
            let made = meanwhile(&mut child);
            Ok((child.wait()?, made?))
        }

        /// Forever: the system ends this process.
        pub(super) fn wait(&self) -> i32 {
            loop {
                std::thread::park();
            }
        }

        pub(super) fn asked(&self) -> Option<i32> {
            None
        }
    }
}

#[cfg(unix)]
mod unix;
