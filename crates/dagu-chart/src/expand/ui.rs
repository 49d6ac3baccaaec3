//! The web UI and the API.

use super::container::{add_port, add_variables, container};
use super::deployment::{Workload, deployment};
use super::probe::{self, Check};
use super::service::service;
use super::workers::execution_mode;
use super::{Context, Expanded};
use crate::component::Component::Ui;
use crate::object::variable;

const PORT: u16 = 8080;
const PORT_NAME: &str = "http";

pub(super) fn expand(context: Context<'_>) -> [Expanded; 2] {
    let component = &context.values.ui;
    let mut container = container(context, Ui, &component.resources);
    add_variables(&mut container, [variable("DAGU_HOST", "0.0.0.0")]);
    add_variables(&mut container, execution_mode(context));
    add_port(&mut container, PORT_NAME, PORT);
    let check = match context.version.health_path() {
        Some(path) => Check::Http { port: PORT_NAME, path },
        None => Check::Tcp(PORT_NAME),
    };
    probe::add(&mut container, &check);
    let workload = deployment(
        context,
        Workload {
            component: Ui,
            pool: None,
            replicas: component.replicas,
            pods: context.values.pods(component),
            container,
        },
    );
    [service(context, Ui, PORT_NAME, PORT).into(), workload]
}
