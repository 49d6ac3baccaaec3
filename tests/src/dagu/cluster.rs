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
use super::manifest::Manifests;
use super::network::Network;
use super::plan::{self, Planned};
use super::pod::{Pod, Surroundings};

/// How often a pod is asked whether it is ready.
const PERIOD: Duration = Duration::from_millis(200);

/// The pods of a stream. They end when this is dropped.
pub struct Cluster {
    manifests: Manifests,
    binary: PathBuf,
    pods: Vec<Pod>,
    services: BTreeMap<String, Vec<SocketAddr>>,
    folder: TempDir,
}

impl Cluster {
    /// Reads a rendered stream and lays out its volumes; `binary` is the Dagu in every image.
    pub fn prepare(stream: &str, binary: PathBuf) -> Result<Self> {
        let manifests = Manifests::read(stream)?;
        let folder = TempDir::new()?;
        for claim in &manifests.claims {
            fs::create_dir_all(plan::claim(folder.path(), claim))?;
        }
        Ok(Self { manifests, binary, pods: Vec::new(), services: BTreeMap::new(), folder })
    }

    /// The folder behind a claim.
    pub fn claim(&self, name: &str) -> Result<PathBuf> {
        ensure!(self.manifests.claims.contains(name), "there is no claim {name}");
        Ok(plan::claim(self.folder.path(), name))
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
        let addresses = self.services.get(name).with_context(|| format!("no Service {name}"))?;
        addresses.first().copied().with_context(|| format!("no pod behind Service {name}"))
    }

    /// Starts every pod and waits until all are ready.
    pub fn start(&mut self, patience: Duration) -> Result<()> {
        let pods = plan::pods(&self.manifests, &mut Network::create()?)?;
        self.services = plan::services(&self.manifests, &pods)?;
        let hosts = self.folder.path().join("hosts");
        fs::write(&hosts, names(&self.services))?;
        let version = version(&self.binary)?;
        // All of it before the first process: one that is killed as it starts can leave a child behind.
        let mut ready = Vec::new();
        for pod in pods {
            let image = &pod.container.image;
            ensure!(image.ends_with(&format!(":{version}")), "{image} is not the Dagu {version} at hand");
            let surroundings = self.surroundings(&pod, &hosts);
            let surroundings = surroundings.with_context(|| format!("pod {}", pod.identity.name))?;
            ready.push((pod.identity, pod.container.clone(), surroundings));
        }
        for (identity, container, surroundings) in ready {
            self.pods.push(Pod::start(identity, container, surroundings)?);
        }
        self.wait(patience)
    }

    fn surroundings(&self, pod: &Planned<'_>, hosts: &Path) -> Result<Surroundings> {
        let folder = self.folder.path();
        Ok(Surroundings {
            binary: self.binary.clone(),
            hosts: hosts.to_owned(),
            environment: environment::of(pod.container, &pod.identity, &self.manifests)?,
            mounts: plan::mounts(pod, &self.manifests, folder)?,
            group: pod.spec.security_context.fs_group,
            log: folder.join(format!("{}.log", pod.identity.name)),
        })
    }

    fn wait(&mut self, patience: Duration) -> Result<()> {
        let start = Instant::now();
        loop {
            self.alive()?;
            match self.pods.iter().try_for_each(Pod::ready) {
                Err(error) if start.elapsed() > patience => {
                    return Err(error.context(format!("not ready after {patience:?}")));
                }
                Err(_) => thread::sleep(PERIOD),
                Ok(()) => return Ok(()),
            }
        }
    }

    /// Fails when a pod has ended, or floods its log.
    pub fn alive(&mut self) -> Result<()> {
        self.pods.iter_mut().try_for_each(Pod::alive)
    }

    /// Fails unless every pod runs and answers all its probes.
    pub fn check(&mut self) -> Result<()> {
        self.alive()?;
        self.pods.iter().try_for_each(|pod| pod.ready().and_then(|()| pod.live()))
    }

    /// What each pod has printed, by its name.
    pub fn logs(&self) -> Result<BTreeMap<String, String>> {
        self.pods.iter().map(|pod| Ok((pod.identity.name.clone(), pod.output()?))).collect()
    }
}

/// A hosts file: what is DNS in a cluster.
fn names(services: &BTreeMap<String, Vec<SocketAddr>>) -> String {
    let mut hosts = "127.0.0.1 localhost\n".to_owned();
    for (name, addresses) in services {
        for address in addresses {
            hosts.push_str(&format!("{} {name}\n", address.ip()));
        }
    }
    hosts
}

fn version(binary: &Path) -> Result<String> {
    let output = Command::new(binary).arg("version").env("HOME", "/tmp").output();
    let output = output.with_context(|| format!("cannot run {}", binary.display()))?;
    let printed = [output.stdout, output.stderr].concat();
    Ok(String::from_utf8_lossy(&printed).trim().to_owned())
}
