//! Adds credentials and the data volume to a pod template of any chart, with RFC 6902 operations.

mod plan;
mod request;

use std::borrow::Cow;

use serde_json::Value;

use crate::component::Component;
use crate::context::Context;
use crate::convention::{DATA_PATH, DATA_VOLUME};
use crate::credentials::Credentials;
use crate::object::map;

pub(crate) use plan::Plan;
#[cfg(any(feature = "docs", test))]
pub(crate) use request::RULES;
pub(crate) use request::{Request, requests};

/// The annotation that restarts pods if a credential changes that they read at every start.
const CHECKSUM: &str = "checksum/auth";

/// What to add to a pod template.
#[derive(Clone, Debug, Default)]
pub(crate) struct Injection {
    /// The container to change.
    pub(crate) container: Cow<'static, str>,
    /// Entries of the container's `env`, by name.
    pub(crate) env: Vec<Value>,
    /// Entries of the container's `volumeMounts`, by path.
    pub(crate) mounts: Vec<Value>,
    /// Entries of the pod's `volumes`, by name.
    pub(crate) volumes: Vec<Value>,
    /// Annotations of the pod.
    pub(crate) annotations: Vec<(Cow<'static, str>, String)>,
}

impl Injection {
    /// The same for a pod that already has the volumes of the mounts.
    pub(crate) fn without_volumes(&self) -> Self {
        Self { volumes: Vec::new(), ..self.clone() }
    }

    /// What a component of the release needs.
    pub(crate) fn of(
        component: Component,
        credentials: &Credentials,
        claim: &str,
        context: Context<'_>,
    ) -> Self {
        let checksum = credentials.checksum(component);
        Self {
            container: component.name().into(),
            env: credentials.environment(component),
            mounts: vec![map([("mountPath", DATA_PATH.into()), ("name", DATA_VOLUME.into())])],
            volumes: vec![volume(component, claim, context)],
            annotations: checksum
                .map(|checksum| (CHECKSUM.into(), checksum.to_owned()))
                .into_iter()
                .collect(),
        }
    }
}

/// The claim, or an `emptyDir` for a component that stores no data.
fn volume(component: Component, claim: &str, context: Context<'_>) -> Value {
    let on_workers = context.values.persistence.is_on_workers(context.version);
    let source = if on_workers || component != Component::Worker {
        ("persistentVolumeClaim", map([("claimName", claim.into())]))
    } else {
        ("emptyDir", map([]))
    };
    map([("name", DATA_VOLUME.into()), source])
}
