//! How far the pods go without rights.

use crate::typed::Typed;

/// A level of Kubernetes' Pod Security Standards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Typed)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) enum Security {
    /// The image's entrypoint starts as root and drops it by `sudo`.
    #[default]
    Baseline,
    /// Dagu starts as an ordinary user on a read-only root.
    Restricted,
}
