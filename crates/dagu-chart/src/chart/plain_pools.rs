//! Pools whose Deployments tell nothing new to a check of values, of which only one is made.

use std::mem;

use crate::values::Pool;

/// Settings that no check of a finished Deployment reads: it reads containers, volumes and annotations.
const PLAIN: [&str; 8] = [
    "affinity",
    "labels",
    "maxActiveRuns",
    "nodeSelector",
    "priorityClassName",
    "replicas",
    "resources",
    "tolerations",
];

/// The pools of a check, one after the other.
#[derive(Default)]
pub(super) struct PlainPools {
    /// Whether a plain one was made.
    is_one_made: bool,
}

impl PlainPools {
    /// Whether the next pool has to be made. Plain pools show only what they inherit, which is reported once for all.
    pub(super) fn needs(&mut self, pool: &Pool) -> bool {
        let is_plain = pool.layer.keys().all(|key| PLAIN.contains(&&**key));
        !(is_plain && mem::replace(&mut self.is_one_made, true))
    }
}
