//! The values of the chart, typed: the one source of the schema, the reference and the completion.
//!
//! Every key is optional here. Defaults are written in `chart/values.yaml` alone and coalesced before
//! this room is entered; what is absent afterwards was deleted by its user and stays absent.

mod amount;
mod auth;
pub(crate) mod coalesce;
mod component;
mod config;
mod decode;
mod field;
mod health;
mod image;
mod ingress;
mod inject;
mod patch;
mod persistence;
mod pods;
mod pool;
mod quantities;
mod quantity;
#[cfg(feature = "codegen")]
mod schema;
mod section_path;
mod sections;
mod security;
mod service;
mod service_account;
pub(crate) mod set;
mod union;
mod web;
mod whole;

use serde_json::{Map, Value};

use crate::typed::Typed;

pub(crate) use auth::{Admin, Auth, AuthMode};
pub(crate) use component::{Component, Resources};
pub(crate) use config::{Config, LogFormat};
pub(crate) use decode::{ANCHORS, decode, drop_anchors};
pub(crate) use field::{Field, PROBES, Place, Section};
pub(crate) use health::Health;
pub(crate) use image::{Image, PullPolicy, TestImage};
pub(crate) use ingress::Ingress;
pub(crate) use inject::{Inject, WorkloadKind};
pub(crate) use patch::{Given, Operation, OperationKind, Patch, PatchTarget};
pub(crate) use persistence::Persistence;
pub(crate) use pods::{Layer, Pods, over, put};
pub(crate) use pool::Pool;
pub(crate) use quantities::Quantities;
pub(crate) use quantity::Quantity;
#[cfg(feature = "codegen")]
pub(crate) use schema::json_schema;
pub(crate) use section_path::SectionPath;
pub(crate) use sections::Workload;
pub(crate) use security::Security;
pub(crate) use service::{Service, ServiceType, TrafficPolicy};
pub(crate) use service_account::ServiceAccount;
pub(crate) use union::HANDLERS;
pub(crate) use web::Web;

/// The values of one release.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Values {
    /// Replaces the chart's name in object names and in the label `app.kubernetes.io/name`.
    pub(crate) name_override: Option<String>,
    /// Replaces the whole name that every object name starts with.
    pub(crate) fullname_override: Option<String>,
    /// `distributed`: every component in pods of its own. Nothing else is supported yet.
    pub(crate) deployment_mode: Option<String>,
    /// The version of Dagu in the image, as `2.4.3`, where the tag does not tell it (a mirror, a build of your own).
    pub(crate) dagu_version: Option<String>,
    /// Whether Helm may read this release's own Secrets from the cluster, so that generated credentials survive upgrades.
    /// Set it to `false` for people who may not read Secrets.
    pub(crate) lookup: Option<bool>,
    /// The image that every component runs.
    pub(crate) image: Image,
    /// The identity of the pods. It needs no rights: Dagu does not talk to Kubernetes by itself.
    pub(crate) service_account: ServiceAccount,
    /// Settings of Dagu itself.
    pub(crate) config: Config,
    /// The volume that all components share.
    pub(crate) persistence: Persistence,
    /// Who may use the web UI and the API.
    pub(crate) auth: Auth,
    /// A licence of Dagu: not supported yet.
    pub(crate) license: Map<String, Value>,
    /// What only the coordinator has among the components.
    #[serde(rename = "coordinator")]
    pub(crate) coordinator_health: Health,
    /// What pools inherit that is no setting of pods.
    #[serde(rename = "worker")]
    pub(crate) worker_health: Health,
    /// What only the UI has among the components.
    #[serde(rename = "ui")]
    pub(crate) web: Web,
    /// An Ingress in front of the UI.
    pub(crate) ingress: Ingress,
    /// The level of the Pod Security Standards that the pods keep to: `baseline`, or `restricted` for a read-only root, an ordinary user and no `sudo` in steps.
    pub(crate) security: Option<Security>,
    /// Objects of your own that belong to the release, written as maps.
    pub(crate) extra_objects: Vec<Value>,
    /// What workloads of other charts get: the data volume, the server's credentials.
    pub(crate) inject: Vec<Inject>,
    /// Changes to finished objects, for what no other key can say.
    pub(crate) patches: Vec<Patch>,
    /// The Pod of `helm test`.
    pub(crate) test: Test,
    /// For an umbrella chart's `condition`; the chart itself does not read it.
    pub(crate) enabled: Option<bool>,
    /// What Helm shares between charts; the chart does not read it.
    pub(crate) global: Option<Map<String, Value>>,
    /// The settings of all pods: keys at the top of the values.
    #[serde(skip)]
    pub(crate) all_pods: Layer,
    /// The gRPC server that hands work to the workers.
    #[serde(skip)]
    pub(crate) coordinator: Component,
    /// The component that starts DAGs on time.
    #[serde(skip)]
    pub(crate) scheduler: Component,
    /// The web UI and the API.
    #[serde(skip)]
    pub(crate) ui: Component,
    /// What all pools inherit.
    #[serde(skip)]
    pub(crate) worker: Layer,
    /// The pools of workers, in the order of their names.
    #[serde(skip)]
    pub(crate) worker_pools: Vec<(String, Pool)>,
}

/// The Pod of `helm test`. Read by its template, not by the core.
#[derive(Debug, Default, Typed)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub(crate) struct Test {
    /// An image with `sh` and `wget`.
    pub(crate) image: TestImage,
    /// Requests and limits of its container.
    pub(crate) resources: Map<String, Value>,
}
