//! Names of worker pools.

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::path::ValuePath;

/// The longest value of a Kubernetes label.
const LONGEST: usize = 63;

/// The name cannot be part of object names and label values.
pub(super) const POOL_NAME: Rule = Rule {
    code: "D0401",
    name: "pool-name-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "The name of a pool is part of the name of its Deployment, and the value of a label. It must consist of at most 63 lowercase letters, digits and `-`, and must start and end with a letter or digit."
    ),
};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    for (name, _) in &subject.values.worker_pools {
        let message = if name.len() > LONGEST {
            format!(
                "the name of the pool has {} characters, at most {LONGEST} are allowed",
                name.chars().count()
            )
        } else if is_label(name) {
            continue;
        } else if name.is_empty() {
            "the name of the pool is empty".to_owned()
        } else {
            format!("`{}` is not a valid pool name", name.escape_debug())
        };
        diagnostics.push(POOL_NAME.at(
            ValuePath::of("workerPools").key(name),
            message,
            "use at most 63 lowercase letters, digits and `-`; start and end with a letter or digit",
        ));
    }
}

fn is_label(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('-')
        && !name.ends_with('-')
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
