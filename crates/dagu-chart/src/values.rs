//! The values of the chart, typed: the one source of the schema, the reference and the completion.
//!
//! Every key is optional here. Helm merges the defaults of `chart/values.yaml` before the values are decoded; a key that
//! is absent afterwards was removed by the user and stays absent.

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
pub(crate) use component::ComponentValues;
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
pub(crate) use pods::{Pods, is_empty, over, put};
pub(crate) use pool::Pool;
pub(crate) use section_path::SectionPath;
pub(crate) use sections::PodSection;
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
        /// Replaces the full name of the release, with which every object name starts.
        "fullnameOverride" fullname_override: Option<String> { default: r#""""#, example: r#""flow""#, restarts: true };
        /// Must be `distributed`: every component runs in its own pods. Other modes are not supported yet.
        "deploymentMode" deployment_mode: Option<String> { default: r#""distributed""# };
        /// The Dagu version in the image, such as `2.4.3`. Set it if the tag is not a version, for example for a mirror or your own build.
        "daguVersion" dagu_version: Option<String> { default: r#""""#, example: r#""2.4.3""#, restarts: true };
        /// Whether Helm reads the Secrets of this release from the cluster, to keep generated credentials on upgrades.
        /// Set it to `false` if the user who runs Helm is not allowed to read Secrets.
        "lookup" _lookup: Option<bool> { default: "true" };
        /// The Dagu image of all components.
        "image" image: Image {
            default: r#"{"repository": "ghcr.io/dagu-org/dagu", "tag": "latest", "digest": "", "pullPolicy": ""}"#,
            restarts: true
        };
        /// The ServiceAccount of the pods. It needs no permissions, because Dagu itself does not call the Kubernetes API.
        "serviceAccount" service_account: ServiceAccount;
        /// Settings of Dagu itself.
        "config" config: Config;
        /// The data volume that the components share.
        "persistence" persistence: Persistence;
        /// Dagu licence. Not supported yet.
        "license" license: Map<String, Value>;
        /// The coordinator, a gRPC server that distributes DAG runs to the workers.
        "coordinator" of_coordinator: OfCoordinator {
            default: r#"{"replicas": 1, "resources": {"requests": {"cpu": "100m", "memory": "128Mi"}}}"#
        };
        /// The scheduler, which starts DAGs on time. One replica is active, the others are on standby.
        "scheduler" _of_scheduler: OfScheduler {
            default: r#"{"replicas": 1, "resources": {"requests": {"cpu": "250m", "memory": "256Mi"}}}"#
        };
        /// The web UI and the REST API.
        "ui" of_ui: OfUi {
            default: r#"{"replicas": 1, "resources": {"requests": {"cpu": "250m", "memory": "256Mi"}}}"#
        };
        /// The Ingress for the UI.
        "ingress" ingress: Ingress;
        /// Settings that all worker pools inherit. A pool's maps are merged key by key, its lists replace, and `null` removes a setting.
        "worker" of_workers: OfWorkers { default: "{}" };
        /// Worker pools by name. Each pool becomes its own Deployment; `null` removes a pool.
        "workerPools" _of_pools: BTreeMap<String, OfPool> {
            default: r#"{"general": {"replicas": 2, "labels": {}, "resources": {
                "requests": {"cpu": "100m", "memory": "128Mi"}, "limits": {"cpu": "200m", "memory": "256Mi"}
            }}}"#
        };
        /// Authentication of the web UI and the API.
        "auth" auth: Auth;
        /// Level of the Pod Security Standards for the pods: `baseline` or `restricted`. With `restricted`, pods run as a non-root user with a read-only root filesystem, and steps cannot use `sudo`.
        "security" security: Option<Security> { default: r#""baseline""#, example: r#""restricted""#, restarts: true };
        /// Additional Kubernetes objects to install with the release, written as maps.
        "extraObjects" extra_objects: Vec<Value> { default: "[]" };
        /// Adds the data volume or the server's credentials to workloads of other charts.
        "inject" inject: Vec<Inject> { default: "[]" };
        /// Patches for rendered objects, for settings that have no key.
        "patches" patches: Vec<Patch> { default: "[]" };
        /// The Pod of `helm test`.
        "test" test: Test;
        /// For the `condition` of an umbrella chart. This chart does not read it.
        "enabled" _enabled: Option<bool>;
        /// Values that Helm shares between charts. This chart does not read them.
        "global" _global: Option<Map<String, Value>>;
    }
    beside {
        /// The settings of all pods: keys at the top of the values.
        all_pods: Layer;
        /// The gRPC server that hands work to the workers.
        coordinator: ComponentValues;
        /// The component that starts DAGs on time.
        scheduler: ComponentValues;
        /// The web UI and the API.
        ui: ComponentValues;
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
        /// The image of the test, which must contain `sh` and `wget`.
        "image" image: Image { default: r#"{"repository": "busybox", "tag": "1.37.0", "digest": ""}"# };
        /// Resource requests and limits of the test container. The Pod uses the top-level `imagePullSecrets`, `nodeSelector` and `tolerations`.
        "resources" _resources: Resources { default: "{}" };
    }
}
