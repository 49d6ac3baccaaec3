//! What one section alone has among those that hold settings of pods.

use super::{SETTINGS, Service};
use crate::keys::{Holds::Kind, keys};

keys! {
    /// The gRPC server that hands work to the workers.
    pub(crate) struct OfCoordinator in Component {
        /// Port of its health check. Only 8091 is supported yet.
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
        /// Port that the container listens on.
        "containerPort" container_port: Option<u16> {
            holds: Kind("i1024..65535"), default: "8080", example: "8081", restarts: true
        };
        /// The Service in front of it.
        "service" service: Service;
    }
}

keys! {
    /// What every pool inherits.
    pub(crate) struct OfWorkers in Worker {
        /// Port of the workers' health check. Only 8092 is supported yet.
        "healthPort" health_port: Option<u16> { holds: Kind("i1..65535") };
    }
}

keys! {
    /// A pool of workers: one Deployment.
    pub(crate) struct OfPool in Pool {}
}
