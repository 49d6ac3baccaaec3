//! A cluster of one node: the pods of a stream, their volumes and their names.

use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use super::environment;
use super::manifest::{Container, Deployment, Manifests, PodSpec, Service};
use super::network::Network;
use super::pod::{Identity, Pod, Surroundings};

/// How often a pod is asked whether it is ready.
const PERIOD: Duration = Duration::from_millis(200);
/// What the names of all pods of a Deployment have between its name and their number.
const REPLICA_SET: &str = "6d4cf56db6";

/// The pods of a stream. They end when this is dropped.
pub struct Cluster {
    manifests: Manifests,
    binary: PathBuf,
    pods: Vec<Pod>,
    addresses: BTreeMap<String, SocketAddr>,
    folder: TempDir,
}

/// A pod before it runs.
struct Planned<'m> {
    identity: Identity,
    spec: &'m PodSpec,
    container: &'m Container,
}

impl Cluster {
    /// Reads a rendered stream and lays out its volumes; `binary` is the Dagu in every image.
    pub fn prepare(stream: &str, binary: PathBuf) -> Result<Self> {
        let manifests = Manifests::read(stream)?;
        let folder = TempDir::new()?;
        for claim in &manifests.claims {
            fs::create_dir_all(folder.path().join("claims").join(claim))?;
        }
        Ok(Self { manifests, binary, pods: Vec::new(), addresses: BTreeMap::new(), folder })
    }

    /// The folder behind a claim.
    pub fn claim(&self, name: &str) -> Result<PathBuf> {
        ensure!(self.manifests.claims.contains(name), "there is no claim {name}");
        Ok(self.folder.path().join("claims").join(name))
    }

    /// A value in a Secret.
    pub fn secret(&self, name: &str, key: &str) -> Result<&str> {
        let secret = self.manifests.secrets.get(name).with_context(|| format!("no Secret {name}"))?;
        secret.get(key).map(String::as_str).with_context(|| format!("no {key} in Secret {name}"))
    }

    /// Every value in every Secret.
    pub fn secrets(&self) -> impl Iterator<Item = &str> {
        self.manifests.secrets.values().flat_map(BTreeMap::values).map(String::as_str)
    }

    /// Where a Service leads to.
    pub fn service(&self, name: &str) -> Result<SocketAddr> {
        self.addresses.get(name).copied().with_context(|| format!("no Service {name}"))
    }

    /// Starts every pod and waits until all are ready.
    pub fn start(&mut self, patience: Duration) -> Result<()> {
        let mut network = Network::create()?;
        let mut planned = Vec::new();
        for deployment in &self.manifests.deployments {
            let name = &deployment.metadata.name;
            planned.extend(plan(deployment, &mut network).with_context(|| format!("Deployment {name}"))?);
        }
        let version = version(&self.binary)?;
        let hosts = self.folder.path().join("hosts");
        let mut names = "127.0.0.1 localhost\n".to_owned();
        for service in &self.manifests.services {
            let name = &service.metadata.name;
            let addresses = endpoints(service, &planned).with_context(|| format!("Service {name}"))?;
            for address in &addresses {
                names.push_str(&format!("{} {name}\n", address.ip()));
            }
            self.addresses.extend(addresses.first().map(|address| (name.clone(), *address)));
        }
        fs::write(&hosts, names)?;
        for pod in planned {
            let name = pod.identity.name.clone();
            ensure!(
                pod.container.image.ends_with(&format!(":{version}")),
                "pod {name}: the image is {}, but the binary is {version}",
                pod.container.image
            );
            let surroundings = surroundings(&pod, &self.manifests, self.folder.path(), &self.binary, &hosts);
            let surroundings = surroundings.with_context(|| format!("pod {name}"))?;
            self.pods.push(Pod::start(pod.identity, pod.container.clone(), surroundings)?);
        }
        self.wait(patience)
    }

    fn wait(&mut self, patience: Duration) -> Result<()> {
        let start = Instant::now();
        loop {
            self.pods.iter_mut().try_for_each(Pod::alive)?;
            match self.pods.iter().try_for_each(Pod::ready) {
                Err(error) if start.elapsed() > patience => {
                    return Err(error.context(format!("not ready after {patience:?}")));
                }
                Err(_) => thread::sleep(PERIOD),
                Ok(()) => return Ok(()),
            }
        }
    }

    /// Fails unless every pod runs and answers all its probes.
    pub fn check(&mut self) -> Result<()> {
        self.pods.iter_mut().try_for_each(Pod::alive)?;
        self.pods.iter().try_for_each(|pod| pod.ready().and_then(|()| pod.live()))
    }

    /// What each pod has printed, by its name.
    pub fn logs(&self) -> Result<BTreeMap<String, String>> {
        self.pods.iter().map(|pod| Ok((pod.identity.name.clone(), pod.output()?))).collect()
    }
}

fn version(binary: &Path) -> Result<String> {
    let output = Command::new(binary).arg("version").env("HOME", "/tmp").output();
    let output = output.with_context(|| format!("cannot run {}", binary.display()))?;
    let printed = [output.stdout, output.stderr].concat();
    Ok(String::from_utf8_lossy(&printed).trim().to_owned())
}

fn plan<'m>(deployment: &'m Deployment, network: &mut Network) -> Result<Vec<Planned<'m>>> {
    let template = &deployment.spec.template;
    let spec = &template.spec;
    let [container] = spec.containers.as_slice() else {
        anyhow::bail!("a pod has one container here");
    };
    ensure!(!spec.automount_service_account_token, "no token is mounted here");
    ensure!(!spec.enable_service_links, "no links to Services are set here");
    let mut pods = Vec::new();
    for replica in 0..deployment.spec.replicas {
        let name = format!("{}-{REPLICA_SET}-{replica:05}", deployment.metadata.name);
        pods.push(Planned {
            identity: Identity {
                host_name: spec.hostname.clone().unwrap_or_else(|| name.clone()),
                name,
                labels: template.metadata.labels.clone(),
                wire: network.attach()?,
            },
            spec,
            container,
        });
    }
    Ok(pods)
}

/// The addresses of the pods that a Service selects.
fn endpoints(service: &Service, pods: &[Planned<'_>]) -> Result<Vec<SocketAddr>> {
    let [port] = service.spec.ports.as_slice() else {
        anyhow::bail!("a Service has one port here");
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

fn surroundings<'s>(
    pod: &Planned<'_>,
    manifests: &Manifests,
    folder: &Path,
    binary: &'s Path,
    hosts: &'s Path,
) -> Result<Surroundings<'s>> {
    let name = &pod.identity.name;
    let mut mounts = BTreeMap::new();
    for mount in &pod.container.volume_mounts {
        let volume = pod.spec.volumes.iter().find(|volume| volume.name == mount.name);
        let volume = volume.with_context(|| format!("no volume {}", mount.name))?;
        let source = match (&volume.persistent_volume_claim, &volume.empty_dir) {
            (Some(claim), None) => {
                let claim = &claim.claim_name;
                ensure!(manifests.claims.contains(claim), "there is no claim {claim}");
                folder.join("claims").join(claim)
            }
            (None, Some(_)) => folder.join("pods").join(name).join(&mount.name),
            _ => anyhow::bail!("volume {} has not exactly one source", volume.name),
        };
        fs::create_dir_all(&source)?;
        mounts.insert(mount.mount_path.clone(), source);
    }
    Ok(Surroundings {
        binary,
        hosts,
        environment: environment::of(pod.container, &pod.identity, manifests)?,
        mounts,
        group: pod.spec.security_context.fs_group,
        log: folder.join(format!("{name}.log")),
    })
}
