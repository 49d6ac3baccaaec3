//! Names of pools.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::path::ValuePath;

/// The longest value of a Kubernetes label.
const LONGEST: usize = 63;

/// The name cannot become part of object names and labels.
pub(super) const POOL_NAME: Rule = Rule {
    code: "D0401",
    name: "pool-name-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "A pool's name becomes part of its Deployment's name and a label: lowercase letters, digits and dashes, no dash first or last, at most 63 characters."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    for (name, _) in &subject.values.worker_pools {
        let message = if name.len() > LONGEST {
            format!("the pool's name has {} characters, {LONGEST} are allowed", name.chars().count())
        } else if is_label(name) {
            continue;
        } else {
            format!("`{}` cannot name a pool", name.escape_debug())
        };
        diagnostics.push(POOL_NAME.at(
            ValuePath::of("workerPools").key(name),
            message,
            "use lowercase letters, digits and dashes, no dash first or last, at most 63 characters",
        ));
    }
}

fn is_label(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('-')
        && !name.ends_with('-')
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
