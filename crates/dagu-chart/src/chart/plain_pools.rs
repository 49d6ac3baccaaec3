//! Pools whose Deployments tell nothing new to a check of values, of which only one is made.

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
    /// How much was found before the first plain pool.
    before: Option<usize>,
    /// Whether nothing was found in it. What is found in one is found in each of them.
    is_sound: Option<bool>,
}

impl PlainPools {
    /// Whether the next pool has to be made. `found` is how much was found up to now.
    pub(super) fn needs(&mut self, pool: &Pool, found: usize) -> bool {
        if self.is_sound.is_none() {
            self.is_sound = self.before.map(|before| before == found);
        }
        let is_plain = pool.layer.keys().all(|key| PLAIN.contains(&&**key));
        if is_plain {
            self.before.get_or_insert(found);
        }
        !(is_plain && self.is_sound == Some(true))
    }
}
