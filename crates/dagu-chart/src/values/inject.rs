//! What other charts' workloads get of this release.

use crate::keys::{choice, keys};

keys! {
    /// A workload of another chart in the same stream, and what it gets.
    pub(crate) struct Inject {
        /// Which workload.
        "target" target: InjectTarget;
        /// Which of its containers. May be left out where there is only one.
        "container" container: Option<String> { example: r#""app""# };
        /// How it sees the data volume; without a `mountPath` it does not.
        "persistence" persistence: InjectPersistence;
        /// Whether it gets the variables from which the server reads its credentials.
        "auth" auth: Option<bool>;
    }
}

keys! {
    /// A workload by kind and name.
    pub(crate) struct InjectTarget {
        /// Its kind.
        "kind" kind: Option<WorkloadKind> { example: r#""Deployment""# };
        /// Its name.
        "name" name: Option<String> { example: r#""exporter""# };
    }
}

choice! {
    /// The kinds that hold pods.
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
        /// Where it is mounted.
        "mountPath" mount_path: Option<String> { example: r#""/data""# };
        /// Whether it is mounted for reading only.
        "readOnly" read_only: Option<bool>;
        /// The folder of the volume that is mounted, in place of all of it.
        "subPath" sub_path: Option<String> { example: r#""logs""# };
    }
}
