//! The answer of a person before a command changes a cluster.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::failure::Failure;
use crate::helm::Helm;
use crate::output;

/// How often a signal is looked for while the question is open.
const PAUSE: Duration = Duration::from_millis(50);

/// Whether somebody has to be asked; fails if nobody can be.
pub(crate) fn is_needed(verb: &'static str, yes: bool) -> Result<bool, Failure> {
    let is_terminal = io::stdin().is_terminal() && io::stderr().is_terminal();
    if yes || is_terminal { Ok(!yes) } else { Err(Failure::Unconfirmed { verb }) }
}

/// Asks, and fails unless the answer is yes.
pub(crate) fn ask(helm: &Helm, question: &str) -> Result<(), Failure> {
    output::stderr(&format!("{question} [y/N] "));
    let (sender, answer) = mpsc::channel();
    // Signals do not end this process while Helm is in use, and reading cannot be interrupted.
    thread::spawn(move || {
        let mut line = String::new();
        let _ = io::stdin().read_line(&mut line);
        let _ = sender.send(line);
    });
    loop {
        match answer.recv_timeout(PAUSE) {
            Ok(line) if is_yes(&line) => return Ok(()),
            Err(RecvTimeoutError::Timeout) => helm.check()?,
            Ok(_) | Err(RecvTimeoutError::Disconnected) => return Err(Failure::Declined),
        }
    }
}

fn is_yes(line: &str) -> bool {
    ["y", "yes"].iter().any(|yes| line.trim().eq_ignore_ascii_case(yes))
}

#[cfg(test)]
mod tests {
    use super::is_yes;

    #[test]
    fn only_yes_is_yes() {
        assert!(["y\n", "Yes\r\n", " YES "].into_iter().all(is_yes));
        assert!(!["", "\n", "n\n", "yesterday\n", "y y\n"].into_iter().any(is_yes));
    }
}
