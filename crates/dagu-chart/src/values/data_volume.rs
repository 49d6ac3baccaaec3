//! A volume of a worker's own.

use crate::keys::{Holds::Kind, object};

object! {
    /// A volume of each worker's own, in place of the shared claim.
    pub(crate) struct DataVolume {
        /// `Memory` keeps an emptyDir in memory.
        "medium" Kind("s");
        /// How much an emptyDir may hold.
        "sizeLimit" Kind("q");
        /// A claim for each worker, which lives as long as its pod.
        "volumeClaimTemplate" Kind("PersistentVolumeClaimTemplate");
    }
}
