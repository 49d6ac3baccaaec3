//! Names that the objects of every release have in common. Frozen: a renamed claim loses its data, and Kubernetes
//! changes no selector of a Deployment.

/// The part of the name of the chart's own claim.
pub(crate) const DATA_CLAIM: &str = "data";
/// The volume with Dagu's data, in every pod.
pub(crate) const DATA_VOLUME: &str = "data";
/// Where every component finds it.
pub(crate) const DATA_PATH: &str = "/data";

/// A volume of the pod's own, where the root of the container cannot be written to.
pub(crate) const SCRATCH_VOLUME: &str = "tmp";
/// Where that is.
pub(crate) const SCRATCH_PATH: &str = "/tmp";

/// The label that tells the pools of workers apart.
pub(crate) const POOL_LABEL: &str = "dagu.sh/worker-pool";
/// Every label that a selector may hold.
pub(crate) const SELECTING_LABELS: [&str; 4] =
    ["app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component", POOL_LABEL];
