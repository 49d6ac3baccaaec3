//! What other charts' workloads get of this release.

use crate::typed::Typed;

/// A workload of another chart in the same stream, and what it gets.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Inject {
    /// Which workload.
    pub(crate) target: InjectTarget,
    /// Which of its containers. May be left out where there is only one.
    pub(crate) container: Option<String>,
    /// How it sees the data volume; without a `mountPath` it does not.
    pub(crate) persistence: InjectPersistence,
    /// Whether it gets the variables from which the server reads its credentials.
    pub(crate) auth: Option<bool>,
}

/// A workload by kind and name.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct InjectTarget {
    /// Its kind.
    pub(crate) kind: Option<WorkloadKind>,
    /// Its name.
    pub(crate) name: Option<String>,
}

/// The kinds that hold pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Typed)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) enum WorkloadKind {
    /// `apps/v1`.
    Deployment,
    /// `apps/v1`.
    StatefulSet,
    /// `apps/v1`.
    DaemonSet,
    /// `batch/v1`.
    Job,
    /// `batch/v1`.
    CronJob,
    /// `v1`.
    Pod,
}

/// A mount of the data volume.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct InjectPersistence {
    /// Where it is mounted.
    pub(crate) mount_path: Option<String>,
    /// Whether it is mounted for reading only.
    pub(crate) read_only: Option<bool>,
    /// The folder of the volume that is mounted, in place of all of it.
    pub(crate) sub_path: Option<String>,
}
