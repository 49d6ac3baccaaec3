//! How long workers wait for their runs when they are stopped, and when Kubernetes kills them.

use super::{Rule, Subject};
use crate::diagnostic::{Finding, Findings, Remedy, Severity};
use crate::float;
use crate::keys::Section;
use crate::path::ValuePath;
use crate::shown::shortened;
use crate::shutdown::{GRACE_PERIOD, KEY, Timeout};
use crate::values::{Layer, SectionPath};
use crate::version::{Drain, Version};

/// Dagu would not start.
pub(super) const SHUTDOWN_TIMEOUT: Rule = Rule {
    code: "D0519",
    name: "shutdown-timeout-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "`shutdownTimeout` must be a Go duration of at most 8760h, such as `30m`, or `0` to wait without a limit. With anything else, Dagu does not start."
    ),
};

/// Kubernetes kills the worker before its timeout ends.
pub(super) const GRACE_PERIOD_SHORT: Rule = Rule {
    code: "D0520",
    name: "grace-period-short",
    severity: Severity::Warning,
    doc: doc!(
        "A worker that is stopped waits for its runs; after `shutdownTimeout`, it cancels and reports those that are left. If the grace period of the pod is not longer, Kubernetes kills the worker first, and its runs fail without a report. Remove `terminationGracePeriodSeconds`: the chart then sets it to `shutdownTimeout` plus 15 seconds, or to one week if the worker waits without a limit."
    ),
};

/// Dagu ignores the setting.
pub(super) const NO_DRAIN: Rule = Rule {
    code: "D0521",
    name: "workers-do-not-drain",
    severity: Severity::Warning,
    doc: doc!(
        "Workers of Dagu before 2.15.2 stop at once and ignore `shutdownTimeout`. Workers of Dagu 2.18.2 and later wait for their runs; it is not known which release between the two was the first. Use Dagu 2.18.2 or later, or remove the setting."
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
    // A problem that pools inherit from `worker` is reported once.
    let mut is_worker_reported = false;
    for section in values.pod_sections().filter(|section| section.is_pool()) {
        let Some(timeout) = Timeout::of(section.pods, version) else { continue };
        let grace = section.pods.get(GRACE_PERIOD).and_then(|grace| grace.as_f64());
        let Some(grace) = grace.filter(|grace| timeout.outlasts(*grace)) else { continue };
        let key = [GRACE_PERIOD, KEY].into_iter().find(|key| section.layer.contains_key(*key));
        let path = match key {
            Some(key) => section.path.key(key),
            None if is_worker_reported => continue,
            None => {
                is_worker_reported = true;
                SectionPath::Top("worker").key(GRACE_PERIOD)
            }
        };
        let limit = if timeout.is_unlimited() { " (no limit)" } else { "" };
        diagnostics.push(GRACE_PERIOD_SHORT.at(
            path,
            format!(
                "Kubernetes kills the worker after {} seconds, but its `{KEY}` is {}{limit}",
                float::decimal(grace),
                timeout.text
            ),
            format!("remove `{GRACE_PERIOD}`, or set `{KEY}` to a shorter time"),
        ));
    }
}

fn problem(layer: &Layer, path: &ValuePath, version: Version) -> Option<Finding> {
    let given = layer.get(KEY).filter(|value| !value.is_null() && *value != "")?;
    if Timeout::read(given).is_none() {
        let spelled = given.as_str().map_or_else(|| given.to_string(), str::to_owned);
        let found = SHUTDOWN_TIMEOUT.at(
            path,
            format!("`{}` is not a duration of at most 8760h", shortened(&spelled)),
            "use a duration such as `90s`, `30m` or `2h`, or `0` to wait without a limit",
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
            format!("workers of Dagu {version} stop at once and ignore `{KEY}`"),
            format!("set `image.tag` to Dagu 2.18.2 or later, or remove `{KEY}`"),
        )
    })
}
