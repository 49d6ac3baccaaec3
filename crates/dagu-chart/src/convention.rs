//! Names that all releases have in common. They must never change: a renamed claim loses its data, and the selector of
//! a
//! Deployment is immutable.

/// The last part of the name of the chart's own claim.
pub(crate) const DATA_CLAIM: &str = "data";
/// The volume with Dagu's data, in every pod.
pub(crate) const DATA_VOLUME: &str = "data";
/// The mount path of that volume in every component.
pub(crate) const DATA_PATH: &str = "/data";

/// A temporary volume for pods with a read-only root filesystem.
pub(crate) const SCRATCH_VOLUME: &str = "tmp";
/// The mount path of that volume.
pub(crate) const SCRATCH_PATH: &str = "/tmp";

/// The label that distinguishes the worker pools.
pub(crate) const POOL_LABEL: &str = "dagu.sh/worker-pool";
/// All labels that selectors use.
pub(crate) const SELECTING_LABELS: [&str; 4] =
    ["app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component", POOL_LABEL];
