//! The values of the chart, typed: the one source of the schema, the reference and the completion.
//!
//! Every key is optional here. Defaults are written in `chart/values.yaml` alone and coalesced before
//! values are decoded; what is absent afterwards was deleted by its user and stays absent.

mod auth;
pub(crate) mod coalesce;
mod component;
mod config;
mod data_volume;
mod decode;
mod image;
mod ingress;
mod inject;
mod layer;
mod own;
mod patch;
mod persistence;
mod pods;
mod pool;
mod section_path;
mod sections;
mod security;
mod service;
mod service_account;
pub(crate) mod set;
pub(crate) mod settings;
mod union;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::keys::{Holds, Read, keys};
use crate::resources::Resources;

pub(crate) use auth::{Admin, Auth, AuthMode};
pub(crate) use component::Component;
pub(crate) use config::{Config, LogFormat};
pub(crate) use data_volume::DataVolume;
pub(crate) use decode::{decode, drop_anchors};
pub(crate) use image::{Image, PullPolicy};
pub(crate) use ingress::Ingress;
pub(crate) use inject::{Inject, WorkloadKind};
pub(crate) use layer::Layer;
pub(crate) use own::{OfCoordinator, OfPool, OfScheduler, OfUi, OfWorkers};
pub(crate) use patch::{Operation, OperationKind, Patch, PatchTarget};
pub(crate) use persistence::Persistence;
pub(crate) use pods::{Pods, over, put};
pub(crate) use pool::Pool;
pub(crate) use section_path::SectionPath;
pub(crate) use sections::Workload;
pub(crate) use security::Security;
pub(crate) use service::{Service, ServiceType, TrafficPolicy};
pub(crate) use service_account::{PodAccount, ServiceAccount};
pub(crate) use settings::SETTINGS;
pub(crate) use union::HANDLERS;

keys! {
    /// The values of one release.
    pub(crate) struct Values in Release {
        /// Replaces the chart's name in object names and in the label `app.kubernetes.io/name`.
        "nameOverride" name_override: Option<String> { default: r#""""#, example: r#""flow""#, restarts: true };
        /// Replaces the whole name that every object name starts with.
        "fullnameOverride" fullname_override: Option<String> { default: r#""""#, example: r#""flow""#, restarts: true };
        /// `distributed`: every component in pods of its own. Nothing else is supported yet.
        "deploymentMode" deployment_mode: Option<String> { default: r#""distributed""# };
        /// The version of Dagu in the image, as `2.4.3`, where the tag does not tell it (a mirror, a build of your own).
        "daguVersion" dagu_version: Option<String> { default: r#""""#, example: r#""2.4.3""#, restarts: true };
        /// Whether Helm may read this release's own Secrets from the cluster, so that generated credentials survive upgrades.
        /// Set it to `false` for people who may not read Secrets.
        "lookup" _lookup: Option<bool> { default: "true" };
        /// The image that every component runs.
        "image" image: Image {
            default: r#"{"repository": "ghcr.io/dagu-org/dagu", "tag": "latest", "digest": "", "pullPolicy": ""}"#,
            restarts: true
        };
        /// The identity of the pods. It needs no rights: Dagu does not talk to Kubernetes by itself.
        "serviceAccount" service_account: ServiceAccount;
        /// Settings of Dagu itself.
        "config" config: Config;
        /// The volume that all components share.
        "persistence" persistence: Persistence;
        /// A licence of Dagu: not supported yet.
        "license" license: Map<String, Value>;
        /// The gRPC server that hands work to the workers.
        "coordinator" of_coordinator: OfCoordinator {
            default: r#"{"replicas": 1, "resources": {"requests": {"cpu": "100m", "memory": "128Mi"}}}"#
        };
        /// The component that starts DAGs on time. One works, the others stand by.
        "scheduler" _of_scheduler: OfScheduler {
            default: r#"{"replicas": 1, "resources": {"requests": {"cpu": "250m", "memory": "256Mi"}}}"#
        };
        /// The web UI and the API.
        "ui" of_ui: OfUi {
            default: r#"{"replicas": 1, "resources": {"requests": {"cpu": "250m", "memory": "256Mi"}}}"#
        };
        /// An Ingress in front of the UI.
        "ingress" ingress: Ingress;
        /// What every pool inherits: maps merge key by key, lists replace, null removes.
        "worker" of_workers: OfWorkers { default: "{}" };
        /// The pools of workers, by name. Each becomes a Deployment of its own; `null` removes one.
        "workerPools" _of_pools: BTreeMap<String, OfPool> {
            default: r#"{"general": {"replicas": 2, "labels": {}, "resources": {
                "requests": {"cpu": "100m", "memory": "128Mi"}, "limits": {"cpu": "200m", "memory": "256Mi"}
            }}}"#
        };
        /// Who may use the web UI and the API.
        "auth" auth: Auth;
        /// The level of the Pod Security Standards that the pods keep to: `baseline`, or `restricted` for a read-only root, an ordinary user and no `sudo` in steps.
        "security" security: Option<Security> { default: r#""baseline""#, example: r#""restricted""#, restarts: true };
        /// Objects of your own that belong to the release, written as maps.
        "extraObjects" extra_objects: Vec<Value> { default: "[]" };
        /// What workloads of other charts get: the data volume, the server's credentials.
        "inject" inject: Vec<Inject> { default: "[]" };
        /// Changes to finished objects, for what no other key can say.
        "patches" patches: Vec<Patch> { default: "[]" };
        /// The Pod of `helm test`.
        "test" test: Test;
        /// For an umbrella chart's `condition`; the chart itself does not read it.
        "enabled" _enabled: Option<bool>;
        /// What Helm shares between charts; the chart does not read it.
        "global" _global: Option<Map<String, Value>>;
    }
    beside {
        /// The settings of all pods: keys at the top of the values.
        all_pods: Layer;
        /// The gRPC server that hands work to the workers.
        coordinator: Component;
        /// The component that starts DAGs on time.
        scheduler: Component;
        /// The web UI and the API.
        ui: Component;
        /// What all pools inherit.
        worker: Layer;
        /// The pools of workers, in the order of their names.
        worker_pools: Vec<(String, Pool)>;
    }
}

impl Read for BTreeMap<String, OfPool> {
    const HOLDS: Holds = Holds::Map(&OfPool::HOLDS);

    /// Pools are read layer over layer, by [`Pool`].
    fn read(_: Option<Value>) -> Self {
        Self::new()
    }
}

keys! {
    /// The Pod of `helm test`. Read by its template, not by the core.
    pub(crate) struct Test {
        /// An image with `sh` and `wget`.
        "image" image: Image { default: r#"{"repository": "busybox", "tag": "1.37.0", "digest": ""}"# };
        /// Requests and limits of its container. Image pull secrets, node selector and tolerations are those at the top.
        "resources" _resources: Resources { default: "{}" };
    }
}
