//! Keys that only one section has, besides the settings of pods.

use super::{SETTINGS, Service};
use crate::keys::{Holds::Kind, keys};

keys! {
    /// The gRPC server that distributes DAG runs to the workers.
    pub(crate) struct OfCoordinator in Component {
        /// Port of the health check. Only 8091 is supported yet.
        "healthPort" health_port: Option<u16> { holds: Kind("i1..65535") };
    }
}

keys! {
    /// The component that starts DAGs on time.
    pub(crate) struct OfScheduler in Component {}
}

keys! {
    /// The web UI and the API.
    pub(crate) struct OfUi in Component {
        /// Port of the container.
        "containerPort" container_port: Option<u16> {
            holds: Kind("i1024..65535"), default: "8080", example: "8081", restarts: true
        };
        /// The Service of the UI.
        "service" service: Service;
    }
}

keys! {
    /// Settings that all worker pools inherit.
    pub(crate) struct OfWorkers in Worker {
        /// Port of the health check of the workers. Only 8092 is supported yet.
        "healthPort" health_port: Option<u16> { holds: Kind("i1..65535") };
    }
}

keys! {
    /// A worker pool: one Deployment.
    pub(crate) struct OfPool in Pool {}
}
