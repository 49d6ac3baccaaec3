//! The plan of a cluster before anything runs: pods, their addresses and their mounts.

use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use super::container::Container;
use super::identity::Identity;
use super::manifest::{Deployment, Manifests, PodSpec, Service, Volume};
use super::network::Network;
use super::pod::Mounted;

/// What the names of all pods of a Deployment have between its name and their number.
const REPLICA_SET: &str = "6d4cf56db6";

/// A pod before it runs.
pub(super) struct Planned<'m> {
    pub(super) identity: Identity,
    pub(super) spec: &'m PodSpec,
    pub(super) container: &'m Container,
}

/// Every replica of every Deployment.
pub(super) fn pods<'m>(manifests: &'m Manifests, network: &mut Network) -> Result<Vec<Planned<'m>>> {
    let mut pods = Vec::new();
    for deployment in &manifests.deployments {
        for number in 0..deployment.spec.replicas {
            pods.push(pod(deployment, number, network)?);
        }
    }
    Ok(pods)
}

/// The pod of a Deployment with a number that no pod has had before.
pub(super) fn pod<'m>(
    deployment: &'m Deployment,
    number: usize,
    network: &mut Network,
) -> Result<Planned<'m>> {
    let owner = &deployment.metadata.name;
    let template = &deployment.spec.template;
    let spec = &template.spec;
    let [container] = spec.containers.as_slice() else {
        bail!("a pod of {owner} has more than one container");
    };
    ensure!(!spec.automount_service_account_token, "no token is mounted into {owner} here");
    ensure!(!spec.enable_service_links, "no links to Services are set in {owner} here");
    let name = format!("{owner}-{REPLICA_SET}-{number:05}");
    let identity = Identity {
        host_name: spec.hostname.clone().unwrap_or_else(|| name.clone()),
        name,
        owner: owner.clone(),
        labels: template.metadata.labels.clone(),
        wire: network.attach()?,
    };
    Ok(Planned { identity, spec, container })
}

/// The addresses behind each Service, by its name.
pub(super) fn services(
    manifests: &Manifests,
    pods: &[(&Identity, &Container)],
) -> Result<BTreeMap<String, Vec<SocketAddr>>> {
    let mut services = BTreeMap::new();
    for service in &manifests.services {
        let name = &service.metadata.name;
        let endpoints = endpoints(service, pods).with_context(|| format!("Service {name}"))?;
        services.insert(name.clone(), endpoints);
    }
    Ok(services)
}

fn endpoints(service: &Service, pods: &[(&Identity, &Container)]) -> Result<Vec<SocketAddr>> {
    let [port] = service.spec.ports.as_slice() else {
        bail!("a Service has one port here");
    };
    let mut addresses = Vec::new();
    for (identity, container) in pods {
        let labels = &identity.labels;
        if service.spec.selector.iter().all(|(key, value)| labels.get(key) == Some(value)) {
            let target = container.port(&port.target_port)?;
            ensure!(port.port == target, "the port is {target} in the pod: none is translated here");
            addresses.push(SocketAddr::from((identity.wire.address, target)));
        }
    }
    Ok(addresses)
}

/// The folder of a claim, below that of the cluster.
pub(super) fn claim(folder: &Path, name: &str) -> PathBuf {
    folder.join("claims").join(name)
}

/// Makes what a pod mounts.
pub(super) fn mounts(pod: &Planned<'_>, manifests: &Manifests, folder: &Path) -> Result<Vec<Mounted>> {
    let mut mounts = Vec::new();
    for mount in &pod.container.volume_mounts {
        let volume = pod.spec.volumes.iter().find(|volume| volume.name == mount.name);
        let volume = volume.with_context(|| format!("no volume {}", mount.name))?;
        let source = source(volume, &pod.identity.name, manifests, folder)?;
        fs::create_dir_all(&source)?;
        mounts.push(Mounted { path: mount.mount_path.clone(), source, read_only: mount.read_only });
    }
    Ok(mounts)
}

fn source(volume: &Volume, pod: &str, manifests: &Manifests, folder: &Path) -> Result<PathBuf> {
    match (&volume.persistent_volume_claim, &volume.empty_dir) {
        (Some(reference), None) => {
            let name = &reference.claim_name;
            ensure!(manifests.claims.contains(name), "there is no claim {name}");
            Ok(claim(folder, name))
        }
        (None, Some(_)) => Ok(folder.join("pods").join(pod).join(&volume.name)),
        _ => bail!("volume {} has not exactly one source", volume.name),
    }
}
