//! A cluster of one node: the pods of a stream, their volumes and their names.

use std::collections::{BTreeMap, BTreeSet};
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
use super::service::Proxy;

/// The interval between readiness checks of a pod.
const PERIOD: Duration = Duration::from_millis(200);

/// The user that the image's entrypoint runs Dagu as.
const USER: u32 = 1000;

/// The pods of a stream. They end when this is dropped.
pub struct Cluster {
    manifests: Manifests,
    binary: PathBuf,
    network: Network,
    pods: Vec<Pod>,
    /// How many pods there have been.
    count: usize,
    /// What pods that are gone have printed, by their names.
    past: BTreeMap<String, String>,
    services: BTreeMap<String, Proxy>,
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
        Ok(Self {
            manifests,
            binary,
            network: Network::create()?,
            pods: Vec::new(),
            count: 0,
            past: BTreeMap::new(),
            services: BTreeMap::new(),
            folder,
        })
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

    /// Where a Service is.
    pub fn service(&self, name: &str) -> Result<SocketAddr> {
        let proxy = self.services.get(name).with_context(|| format!("no Service {name}"))?;
        Ok((proxy.address(), self.manifests.port(name)?).into())
    }

    /// The credentials in the environment of a Deployment's pods.
    pub fn credentials(&self, owner: &str) -> Result<BTreeSet<String>> {
        let mut credentials = BTreeSet::new();
        for container in &self.manifests.deployment(owner)?.spec.template.spec.containers {
            credentials.extend(environment::credentials(container, &self.manifests)?);
        }
        Ok(credentials)
    }

    /// Starts every pod and waits until all are ready.
    pub fn start(&mut self, patience: Duration) -> Result<()> {
        let version = version(&self.binary)?;
        let planned = plan::pods(&self.manifests, &mut self.network)?;
        // Before the first process starts, because one that is killed at its start can leave a child process.
        let mut ready = Vec::new();
        for pod in planned {
            let image = &pod.container.image;
            ensure!(image.ends_with(&format!(":{version}")), "{image} is not the Dagu {version} at hand");
            let surroundings = self.surroundings(&pod);
            let surroundings = surroundings.with_context(|| format!("pod {}", pod.identity.name))?;
            ready.push((pod.identity, pod.container.clone(), surroundings));
        }
        let pods: Vec<_> = ready.iter().map(|(identity, container, _)| (identity, container)).collect();
        for (name, pods) in plan::services(&self.manifests, &pods)? {
            ensure!(!pods.is_empty(), "Service {name} selects no pod");
            self.services.insert(name, Proxy::new(self.network.serve()?));
        }
        fs::write(self.hosts(), names(&self.services))?;
        self.count = ready.len();
        for (identity, container, surroundings) in ready {
            self.pods.push(Pod::start(identity, container, surroundings)?);
        }
        self.wait(patience)
    }

    /// Stops a pod of a Deployment within its grace period, as a drained node does, while another takes its
    /// place, and waits until that one is ready. Gives the names of the two.
    pub fn replace(&mut self, owner: &str, patience: Duration) -> Result<(String, String)> {
        let old = self.take(owner)?;
        let old_name = old.identity.name.clone();
        let pod = plan::pod(self.manifests.deployment(owner)?, self.count, &mut self.network)?;
        let surroundings = self.surroundings(&pod)?;
        let (identity, container) = (pod.identity, pod.container.clone());
        let new_name = identity.name.clone();
        self.count += 1;
        self.pods.push(Pod::start(identity, container, surroundings)?);
        self.resolve()?;
        self.bury(old)?;
        self.wait(patience)?;
        Ok((old_name, new_name))
    }

    /// Stops every pod of a Deployment and starts none in their place.
    pub fn scale_down(&mut self, owner: &str) -> Result<()> {
        while self.pods.iter().any(|pod| pod.identity.owner == owner) {
            let pod = self.take(owner)?;
            self.bury(pod)?;
        }
        self.resolve()
    }

    fn take(&mut self, owner: &str) -> Result<Pod> {
        let at = self.pods.iter().position(|pod| pod.identity.owner == owner);
        Ok(self.pods.remove(at.with_context(|| format!("no pod of {owner}"))?))
    }

    fn bury(&mut self, pod: Pod) -> Result<()> {
        self.past.insert(pod.identity.name.clone(), pod.output()?);
        pod.stop()
    }

    /// Lets each Service lead to the pods that are ready.
    fn resolve(&mut self) -> Result<()> {
        let ready = self.pods.iter().filter(|pod| pod.started().is_ok() && pod.ready().is_ok());
        let ready: Vec<_> = ready.map(|pod| (&pod.identity, &pod.container)).collect();
        for (name, pods) in plan::services(&self.manifests, &ready)? {
            if let Some(service) = self.services.get_mut(&name) {
                service.lead(pods)?;
            }
        }
        Ok(())
    }

    fn hosts(&self) -> PathBuf {
        self.folder.path().join("hosts")
    }

    fn surroundings(&self, pod: &Planned<'_>) -> Result<Surroundings> {
        let folder = self.folder.path();
        let security = &pod.spec.security_context;
        ensure!(
            pod.container.command.is_empty() || security.run_as_user.is_some(),
            "without the image's entrypoint it would run as root"
        );
        let group = security.run_as_group.unwrap_or(security.fs_group);
        ensure!(group == security.fs_group, "a process has one group here");
        Ok(Surroundings {
            binary: self.binary.clone(),
            hosts: self.hosts(),
            environment: environment::of(pod.container, &pod.identity, &self.manifests)?,
            mounts: plan::mounts(pod, &self.manifests, folder)?,
            user: security.run_as_user.unwrap_or(USER),
            group,
            grace: Duration::from_secs(pod.spec.termination_grace_period_seconds),
            log: folder.join(format!("{}.log", pod.identity.name)),
        })
    }

    fn wait(&mut self, patience: Duration) -> Result<()> {
        let start = Instant::now();
        loop {
            self.alive()?;
            self.resolve()?;
            match self.pods.iter().try_for_each(|pod| pod.started().and_then(|()| pod.ready())) {
                Err(error) if start.elapsed() > patience => {
                    return Err(error.context(format!("not ready after {patience:?}")));
                }
                Err(_) => thread::sleep(PERIOD),
                // Pods that have become ready in the meantime must resolve too.
                Ok(()) => return self.resolve(),
            }
        }
    }

    /// Fails when a pod has ended. Long logs are cut, as on a node.
    pub fn alive(&mut self) -> Result<()> {
        self.pods.iter_mut().try_for_each(Pod::alive)
    }

    /// Fails unless every pod runs and answers all its probes.
    pub fn check(&mut self) -> Result<()> {
        self.alive()?;
        self.pods.iter().try_for_each(|pod| pod.started().and(pod.ready()).and(pod.live()))
    }

    /// How many bytes the pods of a Deployment have printed.
    pub fn printed(&self, owner: &str) -> Result<u64> {
        self.pods.iter().filter(|pod| pod.identity.owner == owner).map(Pod::printed).sum()
    }

    /// What each pod has printed last, by its name.
    pub fn logs(&self) -> Result<BTreeMap<String, String>> {
        let mut logs = self.past.clone();
        for pod in &self.pods {
            logs.insert(pod.identity.name.clone(), pod.output()?);
        }
        Ok(logs)
    }
}

/// A hosts file: what is DNS in a cluster.
fn names(services: &BTreeMap<String, Proxy>) -> String {
    let lines = services.iter().map(|(name, service)| format!("{} {name}\n", service.address()));
    "127.0.0.1 localhost\n".to_owned() + &lines.collect::<String>()
}

/// The version that a binary of Dagu reports.
pub fn version(binary: &Path) -> Result<String> {
    let output = Command::new(binary).arg("version").env("HOME", "/tmp").output();
    let output = output.with_context(|| format!("cannot run {}", binary.display()))?;
    let printed = [output.stdout, output.stderr].concat();
    Ok(String::from_utf8_lossy(&printed).trim().to_owned())
}
