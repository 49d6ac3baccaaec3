//! Builds Kubernetes objects from typed values, without credentials and volumes.

mod claim;
mod container;
mod coordinator;
mod deployment;
mod extra;
mod ingress;
mod pod;
mod probe;
mod scheduler;
mod security;
mod service;
mod service_account;
mod ui;
mod workers;

use serde_json::Value;

use crate::component::Component;
use crate::context::Context;
use crate::values::Pool;

pub(crate) use extra::in_namespace;

/// An object, and the component that its pods run, if it has pods.
pub(crate) struct Expanded {
    /// The object.
    pub(crate) object: Value,
    /// The component in its pod template.
    pub(crate) workload: Option<Component>,
    /// Whether its pods have their own data volume instead of the shared one.
    pub(crate) own_data: bool,
}

impl From<Value> for Expanded {
    fn from(object: Value) -> Self {
        Self { object, workload: None, own_data: false }
    }
}

/// Passes every object of a release except its Secrets to `sink`, one by one, of the pools only those that `needs` accepts.
pub(crate) fn objects(
    context: Context<'_>,
    needs: &mut dyn FnMut(&Pool) -> bool,
    sink: &mut dyn FnMut(Expanded),
) {
    service_account::service_account(context).map(Expanded::from).into_iter().for_each(&mut *sink);
    claim::claim(context).map(Expanded::from).into_iter().for_each(&mut *sink);
    let has_workers = context.version.has_workers();
    if has_workers {
        coordinator::objects(context).into_iter().for_each(&mut *sink);
    }
    scheduler::objects(context).into_iter().for_each(&mut *sink);
    ui::objects(context).into_iter().for_each(&mut *sink);
    if has_workers {
        workers::deployments(context, needs).for_each(&mut *sink);
    }
    ingress::ingress(context).map(Expanded::from).into_iter().for_each(sink);
}
