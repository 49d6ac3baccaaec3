//! What a cluster would make of manifests before anything runs: pods, their addresses, what is mounted where.

use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use super::manifest::{Container, Deployment, Manifests, PodSpec, Service, Volume};
use super::network::Network;
use super::pod::Identity;

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
        let name = &deployment.metadata.name;
        pods.extend(replicas(deployment, network).with_context(|| format!("Deployment {name}"))?);
    }
    Ok(pods)
}

fn replicas<'m>(deployment: &'m Deployment, network: &mut Network) -> Result<Vec<Planned<'m>>> {
    let template = &deployment.spec.template;
    let spec = &template.spec;
    let [container] = spec.containers.as_slice() else {
        bail!("a pod has one container here");
    };
    ensure!(!spec.automount_service_account_token, "no token is mounted here");
    ensure!(!spec.enable_service_links, "no links to Services are set here");
    let mut pods = Vec::new();
    for replica in 0..deployment.spec.replicas {
        let name = format!("{}-{REPLICA_SET}-{replica:05}", deployment.metadata.name);
        let identity = Identity {
            host_name: spec.hostname.clone().unwrap_or_else(|| name.clone()),
            name,
            labels: template.metadata.labels.clone(),
            wire: network.attach()?,
        };
        pods.push(Planned { identity, spec, container });
    }
    Ok(pods)
}

/// The addresses behind each Service, by its name.
pub(super) fn services(
    manifests: &Manifests,
    pods: &[Planned<'_>],
) -> Result<BTreeMap<String, Vec<SocketAddr>>> {
    let mut services = BTreeMap::new();
    for service in &manifests.services {
        let name = &service.metadata.name;
        let endpoints = endpoints(service, pods).with_context(|| format!("Service {name}"))?;
        services.insert(name.clone(), endpoints);
    }
    Ok(services)
}

fn endpoints(service: &Service, pods: &[Planned<'_>]) -> Result<Vec<SocketAddr>> {
    let [port] = service.spec.ports.as_slice() else {
        bail!("a Service has one port here");
    };
    let mut addresses = Vec::new();
    for pod in pods {
        let labels = &pod.identity.labels;
        if service.spec.selector.iter().all(|(key, value)| labels.get(key) == Some(value)) {
            let target = pod.container.port(&port.target_port)?;
            ensure!(port.port == target, "the port is {target} in the pod: none is translated here");
            addresses.push(SocketAddr::from((pod.identity.wire.address, target)));
        }
    }
    ensure!(!addresses.is_empty(), "selects no pod");
    Ok(addresses)
}

/// The folder of a claim, below that of the cluster.
pub(super) fn claim(folder: &Path, name: &str) -> PathBuf {
    folder.join("claims").join(name)
}

/// Makes what a pod mounts: folders by the path in its container.
pub(super) fn mounts(
    pod: &Planned<'_>,
    manifests: &Manifests,
    folder: &Path,
) -> Result<BTreeMap<String, PathBuf>> {
    let mut mounts = BTreeMap::new();
    for mount in &pod.container.volume_mounts {
        let volume = pod.spec.volumes.iter().find(|volume| volume.name == mount.name);
        let volume = volume.with_context(|| format!("no volume {}", mount.name))?;
        let source = source(volume, &pod.identity.name, manifests, folder)?;
        fs::create_dir_all(&source)?;
        mounts.insert(mount.mount_path.clone(), source);
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
