//! The four components of Dagu, and what is fixed about each.

/// A component of Dagu: one container in one kind of pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Component {
    /// gRPC server that hands work to the workers.
    Coordinator,
    /// Starts DAGs on time.
    Scheduler,
    /// Web UI and API.
    Ui,
    /// Runs the steps of DAGs.
    Worker,
}

impl Component {
    /// Every component, each at the index that it has as a number.
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
