//! The time limit: the caller stops waiting.
//!
//! Checking a clock in each loop of the guest (wasmtime's epochs) would make every call a sixth slower.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Instant;

use crate::error::Error;
use crate::quantity::Seconds;

/// Does the work in a new thread. A thread that exceeds the limit keeps running until the process ends: the programs
/// that use this crate exit after the error.
pub(crate) fn within<T: Send + 'static>(
    cap: Seconds,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let start = Instant::now();
    let (done, result) = channel();
    thread::Builder::new()
        .spawn(move || {
            // The receiver is gone if the limit was exceeded.
            let _ = done.send(work());
        })
        .map_err(|error| Error::Internal(format!("cannot start a thread for the guest: {error}")))?;
    match result.recv_timeout(cap.0) {
        Ok(result) if start.elapsed() <= cap.0 => Ok(result),
        Ok(_) | Err(RecvTimeoutError::Timeout) => Err(Error::Time { cap }),
        Err(RecvTimeoutError::Disconnected) => Err(Error::Internal("the guest's thread panicked".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn work_that_never_ends_is_not_waited_for() {
        let cap = Seconds(Duration::from_millis(20));
        let endless = within(cap, || {
            loop {
                thread::park();
            }
        });
        assert!(matches!(endless, Err::<(), _>(Error::Time { .. })));
        assert!(matches!(within(Seconds(Duration::from_secs(600)), || 7), Ok(7)));
    }

    #[test]
    fn a_panic_is_an_error() {
        let panicked = within(Seconds(Duration::from_secs(600)), || panic!("on purpose"));
        assert!(matches!(panicked, Err::<(), _>(Error::Internal(_))));
    }
}
