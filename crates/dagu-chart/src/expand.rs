//! Typed values to Kubernetes objects, without credentials and volumes.

mod claim;
mod container;
mod coordinator;
mod deployment;
mod extra;
mod ingress;
mod labels;
mod pod;
mod probe;
mod scheduler;
mod security;
mod service;
mod service_account;
mod ui;
mod workers;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::component::Component;
use crate::kubernetes::KubeVersion;
use crate::name;
use crate::release::Release;
use crate::values::Values;
use crate::version::Version;

pub(crate) use extra::in_namespace;
pub(crate) use labels::{POOL, SELECTING, metadata};
pub(crate) use security::{SCRATCH, SCRATCH_PATH};

/// What every object of a release is made from.
#[derive(Clone, Copy)]
pub(crate) struct Context<'r> {
    /// Who the release is.
    pub(crate) release: &'r Release,
    /// Its values.
    pub(crate) values: &'r Values,
    /// The first part of every name.
    pub(crate) fullname: &'r str,
    /// The image of every container.
    pub(crate) image: &'r str,
    /// The Dagu in that image.
    pub(crate) version: Version,
    /// The cluster.
    pub(crate) kubernetes: KubeVersion,
}

impl Context<'_> {
    /// The name of an object, as `dagu-coordinator` for `coordinator`.
    pub(crate) fn name(&self, part: &str) -> String {
        name::compose(self.fullname, part)
    }
}

/// An object, and which component its pods run, if it has any.
pub(crate) struct Expanded {
    /// The object.
    pub(crate) object: Value,
    /// The component in its pod template.
    pub(crate) workload: Option<Component>,
    /// Whether its pods bring a data volume of their own, in place of the shared one.
    pub(crate) own_data: bool,
}

impl From<Value> for Expanded {
    fn from(object: Value) -> Self {
        Self { object, workload: None, own_data: false }
    }
}

/// Gives every object of a release but its Secrets to `sink`, one after the other.
pub(crate) fn expand(context: Context<'_>, sink: &mut dyn FnMut(Expanded)) {
    service_account::expand(context).map(Expanded::from).into_iter().for_each(&mut *sink);
    claim::expand(context).map(Expanded::from).into_iter().for_each(&mut *sink);
    let has_workers = context.version.has_workers();
    if has_workers {
        coordinator::expand(context).into_iter().for_each(&mut *sink);
    }
    scheduler::expand(context).into_iter().for_each(&mut *sink);
    ui::expand(context).into_iter().for_each(&mut *sink);
    if has_workers {
        workers::expand(context).for_each(&mut *sink);
    }
    ingress::expand(context).map(Expanded::from).into_iter().for_each(sink);
}

/// Has Helm leave an object in the cluster when it removes the release.
pub(crate) fn keep(object: &mut Value) {
    object["metadata"]["annotations"]["helm.sh/resource-policy"] = "keep".into();
}

/// Adds annotations to an object, where there are any.
fn annotate(object: &mut Value, annotations: &BTreeMap<String, String>) {
    if !annotations.is_empty() {
        object["metadata"]["annotations"] = json!(annotations);
    }
}
