//! How far the pods go without rights.

use crate::keys::choice;

choice! {
    /// A level of Kubernetes' Pod Security Standards.
    pub(crate) enum Security {
        /// The image's entrypoint starts as root and drops it by `sudo`.
        Baseline = "baseline",
        /// Dagu starts as an ordinary user on a read-only root.
        Restricted = "restricted",
    }
}
