//! A cap on time, kept by waiting no longer.
//!
//! A guest that looks at a clock in every loop would be stopped by it, and be a sixth slower whenever it is not.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Instant;

use crate::error::Error;
use crate::quantity::Seconds;

/// Does the work on a thread of its own. One that takes too long is left to itself, until the process ends: programs
/// that use this crate end when they have said so.
pub(crate) fn within<T: Send + 'static>(
    cap: Seconds,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let start = Instant::now();
    let (done, result) = channel();
    thread::Builder::new()
        .spawn(move || {
            // Nobody listens any more when it took too long.
            let _ = done.send(work());
        })
        .map_err(|error| Error::Internal(format!("no thread for the guest: {error}")))?;
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
