//! The Pod Security Standards level of the pods.

use crate::keys::choice;

choice! {
    /// A level of Kubernetes' Pod Security Standards.
    pub(crate) enum Security {
        /// The image's entrypoint starts as root and drops privileges with `sudo`.
        Baseline = "baseline",
        /// Dagu starts as a non-root user with a read-only root filesystem.
        Restricted = "restricted",
    }
}
