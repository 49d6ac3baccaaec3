//! A clock beside the guest: when its time is over, it makes the guest look at the clock too.

use std::io;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use wasmtime::Engine;

/// Ticks once, unless it is dropped before.
pub(crate) struct Watchdog {
    _dropped: Sender<()>,
}

impl Watchdog {
    pub(crate) fn start(engine: &Engine, time: Duration) -> io::Result<Self> {
        let (dropped, over) = channel();
        let engine = engine.clone();
        thread::Builder::new().spawn(move || {
            if over.recv_timeout(time) == Err(RecvTimeoutError::Timeout) {
                engine.increment_epoch();
            }
        })?;
        Ok(Self { _dropped: dropped })
    }
}
