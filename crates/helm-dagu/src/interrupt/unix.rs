//! Signals, and a parent process that is gone.

use std::process::{Child, Command, ExitStatus};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;
use std::{env, fs, io};

use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, getppid, kill_process, waitid};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::{Patience, Stopped};

/// How long a read-only Helm may take to end after a signal.
const MOMENT: Duration = Duration::from_secs(3);

/// How often to check that the parent still exists.
const GLANCE: Duration = Duration::from_millis(200);

pub(super) struct Interrupt {
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    /// Wakes who waits for a signal.
    received: Condvar,
}

#[derive(Default)]
struct State {
    /// Whether this process has to clean up before it exits.
    busy: bool,
    /// The signal that was received.
    asked: Option<i32>,
    /// The running Helm. It is reaped under the lock, so that its process ID cannot belong to another process.
    child: Option<(Pid, Patience)>,
}

impl Interrupt {
    pub(super) fn listen() -> io::Result<Self> {
        let ignored = ignored();
        let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM].into_iter().filter(|signal| {
            // `nohup` and background jobs of a script ignore signals on purpose.
            (ignored >> (signal - 1)) & 1 == 0
        }))?;
        let state = Mutex::new(State { busy: true, ..State::default() });
        let interrupt = Self { shared: Arc::new(Shared { state, received: Condvar::new() }) };
        let shared = Arc::clone(&interrupt.shared);
        thread::spawn(move || signals.forever().for_each(|signal| shared.end(signal)));
        // Helm sets this variable for its plugins.
        if env::var_os("HELM_BIN").is_some() {
            let shared = Arc::clone(&interrupt.shared);
            let parent = getppid();
            thread::spawn(move || {
                while getppid() == parent {
                    thread::sleep(GLANCE);
                }
                shared.end(SIGTERM);
            });
        }
        Ok(interrupt)
    }

    pub(super) fn run<T>(
        &self,
        command: &mut Command,
        patience: Patience,
        meanwhile: impl FnOnce(&mut Child) -> io::Result<T>,
    ) -> Result<(ExitStatus, T), Stopped> {
        let mut child = {
            let mut state = self.shared.lock();
            if let Some(signal) = state.asked {
                return Err(Stopped::Asked(signal));
            }
            let child = command.spawn()?;
            state.child = Some((Pid::from_child(&child), patience));
            child
        };
        let made = meanwhile(&mut child);
        let exited = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while let Err(error) = waitid(WaitId::Pid(Pid::from_child(&child)), exited) {
            if error != Errno::INTR {
                return Err(io::Error::from(error).into());
            }
        }
        let mut state = self.shared.lock();
        state.child = None;
        Ok((child.wait()?, made?))
    }

    pub(super) fn wait(&self) -> i32 {
        let mut state = self.shared.lock();
        loop {
            if let Some(signal) = state.asked {
                return signal;
            }
            state = self.shared.received.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub(super) fn asked(&self) -> Option<i32> {
        self.shared.lock().asked
    }
}

impl Drop for Interrupt {
    fn drop(&mut self) {
        self.shared.lock().busy = false;
    }
}

impl Shared {
    /// Terminates Helm, or this process if no Helm runs and nothing has to be cleaned up.
    fn end(&self, signal: i32) {
        let child = {
            let mut state = self.lock();
            state.asked = Some(signal);
            self.received.notify_all();
            if !state.busy {
                let _ = emulate_default_handler(signal);
            }
            if let Some((pid, _)) = state.child {
                // Helm handles it like Ctrl-C: it stops, and rolls back if `--atomic` is set.
                let _ = kill_process(pid, Signal::TERM);
            }
            state.child
        };
        if let Some((pid, Patience::Short)) = child {
            thread::sleep(MOMENT);
            if self.lock().child.is_some_and(|(running, _)| running == pid) {
                let _ = kill_process(pid, Signal::KILL);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The signals that this process was started to ignore, one bit each (Linux only).
fn ignored() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
}
