//! The scheduler: starts DAGs on time.

use super::Expanded;
use super::container::{add_port, add_variables, container};
use super::deployment::{DeploymentParts, deployment, pod_of};
use super::probe::{self, Handler};
use super::service::service;
use super::workers::execution_mode;
use crate::component::Component::Scheduler;
use crate::context::Context;
use crate::shutdown::GRACE_PERIOD;

const PORT: u16 = 8090;
const PORT_NAME: &str = "health";
/// The grace period in seconds for a scheduler that ignores SIGTERM. It keeps the lock until it is killed.
const SHORT_GRACE: u32 = 5;

pub(super) fn objects(context: Context<'_>) -> Vec<Expanded> {
    let component = &context.values.scheduler;
    let mut container = container(context, Scheduler, &component.resources);
    add_variables(&mut container, execution_mode(context));
    // Before 1.18, the first version with workers, the scheduler does not listen on a port.
    let listens = context.version.has_workers();
    if listens {
        add_port(&mut container, PORT_NAME, PORT);
        probe::add(&mut container, &Handler::Http { port: PORT_NAME, path: "/health" });
    }
    let mut workload = deployment(
        context,
        DeploymentParts {
            component: Scheduler,
            pool: None,
            replicas: component.replicas,
            pods: context.values.pods(component),
            container,
        },
    );
    let pod = pod_of(&mut workload);
    if context.version.scheduler_ignores_term() && pod.get(GRACE_PERIOD).is_none() {
        pod[GRACE_PERIOD] = SHORT_GRACE.into();
    }
    let mut objects = vec![workload];
    if listens {
        objects.push(service(context, Scheduler, PORT_NAME, PORT).into());
    }
    objects
}
