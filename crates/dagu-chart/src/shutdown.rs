//! The shutdown timeout of a worker and the grace period of its pod.

use serde_json::Value;

use crate::duration;
use crate::values::Pods;
use crate::version::{Drain, Version};

/// The key in the values.
pub(crate) const KEY: &str = "shutdownTimeout";
/// The field of the pod, and its key in the values.
pub(crate) const GRACE_PERIOD: &str = "terminationGracePeriodSeconds";
/// Dagu's default. It is rendered so that the grace period matches it even if a later version has another default.
const DEFAULT: &str = "60s";
/// The time after the timeout in which a worker cancels its runs and reports it.
const MARGIN: u32 = 15;
/// The grace period of a worker that waits without a limit: a week, because Kubernetes has no infinite one.
const UNBOUNDED: u32 = 7 * 24 * 3600;
/// The longest timeout, in seconds: a year.
const LONGEST: f64 = 8760.0 * 3600.0;

/// How long a worker waits for its runs.
#[derive(Debug, PartialEq)]
pub(crate) struct Timeout {
    /// The text for Dagu.
    pub(crate) text: String,
    /// In whole seconds, rounded up; 0 waits without a limit.
    seconds: u32,
}

impl Timeout {
    /// The timeout of a pool's workers; `None` for a version whose workers stop at once, unless the values set it.
    pub(crate) fn of(pods: Pods<'_>, version: Version) -> Option<Self> {
        let given = pods.get(KEY).filter(|value| value != "");
        if given.is_none() && version.worker_drain() == Drain::None {
            return None;
        }
        Self::read(&given.unwrap_or_else(|| DEFAULT.into()))
    }

    /// Parses a Go duration of at most a year. Of numbers, which have no unit, only 0 is valid.
    pub(crate) fn read(value: &Value) -> Option<Self> {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) if number.as_f64() == Some(0.0) => "0s".to_owned(),
            _ => return None,
        };
        let seconds = duration::seconds(&text).filter(|seconds| *seconds <= LONGEST)?;
        Some(Self { text, seconds: seconds.ceil() as u32 })
    }

    /// The grace period in which a worker can wait and report.
    pub(crate) fn grace_period(&self) -> u32 {
        if self.is_unlimited() { UNBOUNDED } else { self.seconds + MARGIN }
    }

    /// Whether the worker waits as long as its runs take.
    pub(crate) fn is_unlimited(&self) -> bool {
        self.seconds == 0
    }

    /// Whether Kubernetes kills the worker before the timeout, with this grace period.
    pub(crate) fn outlasts(&self, grace_period: f64) -> bool {
        let needed = if self.is_unlimited() { UNBOUNDED - 1 } else { self.seconds };
        grace_period <= f64::from(needed)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_grace_period_is_longer_than_the_timeout() {
        for (value, grace, short) in [
            (json!("60s"), 75, 60.0),
            (json!("1m30s"), 105, 90.0),
            (json!("1500ms"), 17, 2.0),
            (json!("0"), UNBOUNDED, 3600.0),
            (json!(0.0), UNBOUNDED, 3600.0),
        ] {
            let timeout = Timeout::read(&value).expect("a timeout");
            assert_eq!(timeout.grace_period(), grace, "{value}");
            assert!(timeout.outlasts(short), "{value}");
            assert!(!timeout.outlasts(f64::from(grace)), "{value}");
        }
        for value in [json!(60), json!("60"), json!("1d"), json!("-1s"), json!("8760h1s"), json!(true)] {
            assert_eq!(Timeout::read(&value), None, "{value}");
        }
    }
}
