//! Pool labels that Dagu would read as different labels.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::path::ValuePath;
use crate::shown::shortened;

/// The worker would get different labels.
pub(super) const POOL_LABELS: Rule = Rule {
    code: "D0402",
    name: "pool-label-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "The chart passes the labels of a pool to its workers as `key=value,key=value` without quotes. A comma, an equals sign, a control character, or a space at the start or end would change the labels without a message. Use letters, digits, `-`, `_`, `.` and `/`."
    ),
};

const ODD: &str = "contains a comma, an equals sign or a control character, or starts or ends with a space";

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

fn problem(key: &str, value: &str) -> Option<String> {
    let odd = |text: &str| text.contains(',') || text.chars().any(char::is_control) || text.trim() != text;
    if key.is_empty() {
        Some("the label key is empty".to_owned())
    } else if key.contains('=') || odd(key) {
        Some(format!("label key `{}` {ODD}", shortened(key)))
    } else if odd(value) || value.contains('=') {
        Some(format!("label value `{}` {ODD}", shortened(value)))
    } else {
        None
    }
}
