//! A data volume for each worker, instead of the shared one.

use crate::keys::{Holds::Kind, object};

object! {
    /// A data volume for each worker, instead of the shared claim.
    pub(crate) struct DataVolume {
        /// Medium of an `emptyDir` volume. `Memory` keeps it in memory.
        "medium" Kind("s");
        /// Maximum size of an `emptyDir` volume.
        "sizeLimit" Kind("q");
        /// Template of a claim for each worker. The claim is deleted with the worker's pod.
        "volumeClaimTemplate" Kind("PersistentVolumeClaimTemplate");
    }
}
