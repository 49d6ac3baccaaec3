//! Workers that Kubernetes stops before they have let their runs end.

use super::{Rule, Subject};
use crate::diagnostic::{Diagnostic, Findings, Remedy, Severity};
use crate::float;
use crate::keys::Section;
use crate::path::ValuePath;
use crate::shutdown::{GRACE_PERIOD, KEY, Timeout};
use crate::values::{Layer, SectionPath};
use crate::version::{Drain, Version};

/// Dagu would not start with it.
pub(super) const SHUTDOWN_TIMEOUT: Rule = Rule {
    code: "D0519",
    name: "shutdown-timeout-not-allowed",
    severity: Severity::Error,
    doc: doc!("`shutdownTimeout` is a Go duration of at most 8760h, or `0` to wait without a bound."),
};

/// Kubernetes kills the worker first.
pub(super) const GRACE_PERIOD_SHORT: Rule = Rule {
    code: "D0520",
    name: "grace-period-short",
    severity: Severity::Warning,
    doc: doc!(
        "When a worker is stopped it lets its runs end, and cancels and reports them after `shutdownTimeout`. A pod whose grace period is not longer than that is killed first, and its runs fail without a report. Left out, the grace period is the timeout and 15 seconds; a week where the worker waits without a bound."
    ),
};

/// Nothing comes of the setting.
pub(super) const NO_DRAIN: Rule = Rule {
    code: "D0521",
    name: "workers-do-not-drain",
    severity: Severity::Warning,
    doc: doc!(
        "The workers of Dagu before 2.15.2 end at once when they are stopped, and ignore `shutdownTimeout`. Dagu 2.18.2 and later let their runs end; in which release between the two that began is not known."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    for (path, section, layer) in values.sections() {
        if matches!(section, Section::Worker | Section::Pool) {
            diagnostics.extend(problem(layer, &path.key(KEY), version));
        }
    }
    if version.worker_drain() == Drain::None {
        return;
    }
    // Many pools inherit the same: it is said once.
    let mut is_said_of_worker = false;
    for workload in values.workloads().filter(|workload| workload.is_pool()) {
        let Some(timeout) = Timeout::of(workload.pods, version) else { continue };
        let grace = workload.pods.get(GRACE_PERIOD).and_then(|grace| grace.as_f64());
        let Some(grace) = grace.filter(|grace| timeout.outlasts(*grace)) else { continue };
        let key = [GRACE_PERIOD, KEY].into_iter().find(|key| workload.layer.contains_key(*key));
        let path = match key {
            Some(key) => workload.path.key(key),
            None if is_said_of_worker => continue,
            None => {
                is_said_of_worker = true;
                SectionPath::Top("worker").key(GRACE_PERIOD)
            }
        };
        diagnostics.push(GRACE_PERIOD_SHORT.at(
            path,
            format!(
                "Kubernetes kills a worker after {} s, and its `shutdownTimeout` is {}",
                float::decimal(grace),
                timeout.text
            ),
            format!("remove `{GRACE_PERIOD}`, or set a shorter `{KEY}`"),
        ));
    }
}

fn problem(layer: &Layer, path: &ValuePath, version: Version) -> Option<Diagnostic> {
    let given = layer.get(KEY).filter(|value| !value.is_null() && *value != "")?;
    if Timeout::read(given).is_none() {
        let found = SHUTDOWN_TIMEOUT.at(
            path,
            "not a duration of at most 8760h",
            "write it as `90s`, `30m` or `2h`, or `0` to wait without a bound",
        );
        let seconds = given.as_f64().filter(|number| *number > 0.0);
        return Some(match seconds {
            Some(seconds) => found.with(Remedy::Replace(float::decimal(seconds) + "s")),
            None => found,
        });
    }
    (version.worker_drain() == Drain::None).then(|| {
        NO_DRAIN.at(
            path,
            format!("workers of Dagu {version} end at once when they are stopped, and ignore this"),
            "use an image of 2.18.2 or later, or remove it",
        )
    })
}
