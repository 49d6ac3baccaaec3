//! The four components of Dagu and their fixed properties.

/// A component of Dagu: one container in one kind of pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Component {
    /// The gRPC server that distributes DAG runs to the workers.
    Coordinator,
    /// Starts DAGs on time.
    Scheduler,
    /// Web UI and API.
    Ui,
    /// Runs the steps of DAGs.
    Worker,
}

impl Component {
    /// All components, each at the index of its discriminant.
    pub(crate) const ALL: [Component; 4] =
        [Component::Coordinator, Component::Scheduler, Component::Ui, Component::Worker];

    /// Its name in labels, object names and as the container's name. Frozen: selectors use it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Component::Coordinator => "coordinator",
            Component::Scheduler => "scheduler",
            Component::Ui => "ui",
            Component::Worker => "worker",
        }
    }

    /// The subcommand of `dagu` that runs it.
    pub(crate) fn command(self) -> &'static str {
        match self {
            Component::Ui => "server",
            other => other.name(),
        }
    }
}
