//! Labels that Dagu would read as others.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::path::ValuePath;

/// The label does not survive the way to the worker.
pub(super) const POOL_LABELS: Rule = Rule {
    code: "D0402",
    name: "pool-label-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "A worker takes its labels as `key=value,key=value` without any quoting: a comma, an equals sign in a key, or a space at an end would silently make other labels of them."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    for (name, pool) in &subject.values.worker_pools {
        let labels = ValuePath::of("workerPools").key(name).key("labels");
        for (key, value) in &pool.labels {
            if let Some(problem) = problem(key, value) {
                diagnostics.push(POOL_LABELS.at(
                    labels.key(key),
                    problem,
                    "use letters, digits, `-`, `_`, `.` and `/`",
                ));
            }
        }
    }
}

fn problem(key: &str, value: &str) -> Option<&'static str> {
    let odd = |text: &str| text.contains(',') || text.chars().any(char::is_control) || text.trim() != text;
    if key.is_empty() {
        Some("the key of a label is empty")
    } else if key.contains('=') || odd(key) {
        Some("the key of a label has a comma, an equals sign, a control character or a space at an end")
    } else if odd(value) || value.contains('=') {
        Some("the value of a label has a comma, an equals sign, a control character or a space at an end")
    } else {
        None
    }
}
