//! Being asked to end while Helm runs: Helm ends first, and what was made for it is removed.
//!
//! Ctrl-C reaches Helm by itself, a signal to this process alone does not. A Helm that runs this plugin and is killed
//! tells nobody: its going is noticed.

use std::io::{self, Read};
use std::process::{Command, ExitStatus, Output, Stdio};

use crate::failure::Failure;

#[cfg(not(unix))]
use other as system;
#[cfg(unix)]
use unix as system;

/// How long Helm may take to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Patience {
    /// Until it is done: it may have to roll back.
    Endless,
    /// A moment: it only asks.
    Short,
}

/// From its making to its end, whoever asks this process to end waits for Helm.
pub(crate) struct Interrupt(system::Interrupt);

impl Interrupt {
    pub(crate) fn listen() -> Result<Self, Failure> {
        system::Interrupt::listen().map(Self).map_err(Failure::Interrupt)
    }

    /// Runs a command to its end.
    pub(crate) fn status(&self, command: &mut Command, patience: Patience) -> Result<ExitStatus, Stopped> {
        self.0.run(command, patience, |_| Ok(())).map(|(status, ())| status)
    }

    /// The same, its stdout being caught.
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

    /// Fails where this process was asked to end.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.0.asked().map_or(Ok(()), |signal| Err(Failure::Asked(signal)))
    }
}

/// Why a command did not run to its end.
pub(crate) enum Stopped {
    /// This process was asked to end, by this signal, before the command began.
    Asked(i32),
    /// It cannot be run.
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

        pub(super) fn asked(&self) -> Option<i32> {
            None
        }
    }
}

#[cfg(unix)]
mod unix;
