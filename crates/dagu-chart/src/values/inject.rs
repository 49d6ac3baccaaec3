//! Access of other charts' workloads to the data volume and the credentials.

use crate::keys::{choice, keys};

keys! {
    /// A workload of another chart that Helm renders together with this release, and what to add to it.
    pub(crate) struct Inject {
        /// The workload to change.
        "target" target: InjectTarget;
        /// The container to change. Optional if the pod has only one.
        "container" container: Option<String> { example: r#""app""# };
        /// Mount of the data volume. Without `mountPath`, the volume is not mounted.
        "persistence" persistence: InjectPersistence;
        /// Whether to add the environment variables with the server's credentials.
        "auth" auth: Option<bool>;
    }
}

keys! {
    /// A workload by kind and name.
    pub(crate) struct InjectTarget {
        /// Kind of the workload.
        "kind" kind: Option<WorkloadKind> { example: r#""Deployment""# };
        /// Name of the workload.
        "name" name: Option<String> { example: r#""exporter""# };
    }
}

choice! {
    /// The kinds that have pods.
    pub(crate) enum WorkloadKind {
        /// `apps/v1`.
        Deployment = "Deployment",
        /// `apps/v1`.
        StatefulSet = "StatefulSet",
        /// `apps/v1`.
        DaemonSet = "DaemonSet",
        /// `batch/v1`.
        Job = "Job",
        /// `batch/v1`.
        CronJob = "CronJob",
        /// `v1`.
        Pod = "Pod",
    }
}

keys! {
    /// A mount of the data volume.
    pub(crate) struct InjectPersistence {
        /// Path of the mount in the container.
        "mountPath" mount_path: Option<String> { example: r#""/data""# };
        /// Whether the mount is read-only.
        "readOnly" read_only: Option<bool>;
        /// Directory of the volume to mount instead of its root.
        "subPath" sub_path: Option<String> { example: r#""logs""# };
    }
}
