//! The worker pools of a release: what its values want, and what runs in the cluster.

mod document;
mod human;
mod object;
mod pod;
mod state;

use std::collections::BTreeMap;

use dagu_chart_api::{Pools as Answer, RenderRequest};
use dagu_chart_host::{Host, Limits};
use serde::Deserialize;

use crate::failure::Failure;
use crate::helm::Helm;
use crate::place::Place;
use crate::release::{Info, Printed, Release};
use crate::release_values::{at, choose, text};
use crate::request::json;
use object::Metadata;
use state::State;

pub(crate) use document::Document;
pub(crate) use human::human;

/// The label of a pool's Deployment and pods.
const POOL: &str = "dagu.sh/worker-pool";

/// Pools, and what Helm answers about their release.
pub(crate) struct View {
    pub(crate) answer: Answer,
    pub(crate) running: Option<Running>,
}

/// A release in the cluster.
pub(crate) struct Running {
    release: String,
    namespace: String,
    revision: u64,
    status: String,
    /// By the name of the pool. A pool whose Deployment Helm does not list is left out.
    pools: BTreeMap<String, State>,
    /// What cannot be seen, one line each.
    notes: Vec<String>,
}

/// How much people see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Detail {
    /// What is inherited and overridden, and the nodes of the pods.
    pub(crate) wide: bool,
    /// Each setting with its sections.
    pub(crate) settings: bool,
}

/// Asks the core about the pools.
pub(crate) fn of_values(request: &RenderRequest) -> Result<View, Failure> {
    let answer = Host::new()?.pools(&json(request)?, &Limits::default())?;
    let answer = serde_json::from_str(answer.report()).map_err(Failure::Report)?;
    Ok(View { answer, running: None })
}

/// Asks Helm about a release, in one call unless it is of an umbrella chart, and the core about its values. `request`
/// has the values that override those of the release.
pub(crate) fn of_release(
    helm: &Helm,
    name: &str,
    alias: Option<String>,
    mut request: RenderRequest,
) -> Result<View, Failure> {
    let release = Release { helm, name, connection: &[] };
    let Printed { manifest, namespace, version, info, mut values, .. } = release.status(&[])?;
    let place = choose(name, &manifest, alias)?;
    if !place.is_whole() {
        values = at(&release, None, &place)?;
    }
    request.values.insert(0, text(name, &place, values));
    request.release_name = Some(name.to_owned());
    request.namespace = Some(namespace.clone());
    let mut view = of_values(&request)?;
    let deployments = deployments(&place, &manifest);
    for pool in &mut view.answer.pools {
        // The core does not know the alias in an umbrella chart, which is part of the name.
        if let Some(deployment) = deployments.get(&pool.name) {
            pool.deployment.clone_from(deployment);
        }
    }
    let Info { status, resources } = info;
    let mut running = Running {
        release: name.to_owned(),
        namespace,
        revision: version,
        status,
        pools: state::states(&deployments, resources.unwrap_or_default()),
        notes: Vec::new(),
    };
    running.notes = running.missing(&deployments);
    view.running = Some(running);
    Ok(view)
}

/// The Deployments of the pools by the names of the pools, as the manifest has them.
fn deployments(place: &Place, manifest: &str) -> BTreeMap<String, String> {
    #[derive(Deserialize)]
    struct Document {
        kind: String,
        metadata: Metadata,
    }
    let documents = place.documents(manifest).filter(|document| document.contains(POOL));
    let documents = documents.filter_map(|document| serde_yaml::from_str::<Document>(document).ok());
    documents
        .filter(|document| document.kind == "Deployment")
        .filter_map(|mut document| Some((document.metadata.labels.remove(POOL)?, document.metadata.name)))
        .collect()
}

impl View {
    /// Whether every pool has the workers that it wants.
    pub(crate) fn is_ready(&self) -> bool {
        let Some(running) = &self.running else { return true };
        let mut pools = self.answer.pools.iter();
        pools.all(|pool| running.pools.get(&pool.name).is_some_and(State::is_ready))
    }
}

impl Running {
    /// What Helm does not show. It leaves out what the user may not read, and does not say so.
    fn missing(&self, deployments: &BTreeMap<String, String>) -> Vec<String> {
        let namespace = &self.namespace;
        let mut notes = Vec::new();
        if self.pools.is_empty() && !deployments.is_empty() {
            notes.push(format!(
                "Helm lists no Deployment of a pool: they are deleted, or you may not read them. \
                 Run `kubectl auth can-i get deployments --namespace {namespace}`."
            ));
        }
        if self.pools.values().any(State::hides_pods) {
            notes.push(format!(
                "Helm lists no pods, so the reasons why they wait are not shown. \
                 Run `kubectl auth can-i list pods --namespace {namespace}`."
            ));
        }
        notes
    }
}
