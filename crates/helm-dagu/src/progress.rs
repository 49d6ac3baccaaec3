//! One line on a terminal about what takes a while. A pipe or a file never has it.

use std::env;
use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::output;

/// What ends before shows nothing.
const DELAY: Duration = Duration::from_secs(1);

/// Moves the cursor of a terminal to the start of the line, and clears it.
const CLEAR: &str = "\r\u{1b}[K";

/// Shows the line on stderr from a second after it was made until it is dropped.
pub(crate) struct Progress {
    shown: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    pub(crate) fn new(what: String) -> Self {
        Self { shown: is_terminal().then(|| show(what)) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((end, thread)) = self.shown.take() {
            drop(end);
            // Nothing is printed before the line is cleared.
            let _ = thread.join();
        }
    }
}

fn show(what: String) -> (Sender<()>, JoinHandle<()>) {
    let (sender, end) = mpsc::channel();
    let thread = thread::spawn(move || {
        if end.recv_timeout(DELAY) == Err(RecvTimeoutError::Timeout) {
            output::stderr(&format!("{what} ..."));
            // Returns when the sender is dropped.
            let _ = end.recv();
            output::stderr(CLEAR);
        }
    });
    (sender, thread)
}

/// Whether stderr is a terminal that can clear a line.
fn is_terminal() -> bool {
    let is_able = env::var_os("TERM").is_some_and(|term| !term.is_empty() && term != "dumb");
    is_able && io::stderr().is_terminal()
}
