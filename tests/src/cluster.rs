//! A Kubernetes control plane on loopback: etcd, API server and controllers, with nothing that runs pods.

mod daemon;
mod state;
mod storage;
mod version;

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::place;
use crate::wait::until;
use daemon::Daemon;

pub use state::State;
pub use version::Minor;

/// How long a part may take to answer. Minutes, because the machine may be building something else.
const READY: Duration = Duration::from_secs(180);

/// The token of a user who may do everything.
const ADMIN: &str = "token-of-the-admin";
/// The token of a user who may do what a test grants, named `limited`.
const LIMITED: &str = "token-of-the-limited";

/// The controllers that the chart's objects need to come, to change and to go.
const CONTROLLERS: &str =
    "deployment,replicaset,serviceaccount,namespace,garbagecollector,pvc-protection,persistentvolume-binder";

const API_SERVER: &str = "kube-apiserver";
const CONTROLLER_MANAGER: &str = "kube-controller-manager";

/// The running control plane. It is stopped when this is dropped.
pub struct Cluster {
    // In the order of their start: a part depends on those before it.
    daemons: Vec<Daemon>,
    kubectl: PathBuf,
    home: TempDir,
    /// Every kind that can be listed in a namespace, separated by commas; Events left out.
    kinds: String,
    version: (String, Minor),
}

impl Cluster {
    /// Starts it and waits until it answers.
    pub fn start() -> Result<Self> {
        let mut cluster = Self {
            daemons: Vec::new(),
            kubectl: program("kubectl")?,
            home: tempfile::tempdir()?,
            kinds: String::new(),
            version: (String::new(), Minor(0)),
        };
        match cluster.start_all() {
            Ok(()) => Ok(cluster),
            Err(error) => Err(error.context(cluster.logs())),
        }
    }

    fn start_all(&mut self) -> Result<()> {
        let [client, peer, api] = free_ports()?;
        let home = self.home.path().to_owned();
        fs::write(
            home.join("tokens.csv"),
            format!("{ADMIN},admin,admin,system:masters\n{LIMITED},limited,limited,\n"),
        )?;
        service_account_key(&home)?;
        for (name, token) in [("admin", ADMIN), ("limited", LIMITED)] {
            fs::write(home.join(name), kubeconfig(api, token))?;
        }
        self.start_etcd(client, peer)?;
        self.start_api_server(client, api)?;
        self.wait_for_api_server()?;
        self.version = version::read(&self.ask(&["get", "--raw=/version"])?)?;
        if let Some(wanted) = version::wanted() {
            ensure!(
                self.version() == wanted,
                "the API server of {wanted} says that it is {}",
                self.version()
            );
        }
        self.start_controllers()?;
        self.wait("the controllers", &["get", "serviceaccount", "default"])?;
        let listed = self.ask(&["api-resources", "--verbs=list", "--namespaced", "--output=name"])?;
        let kinds: Vec<_> = listed.lines().filter(|kind| !kind.starts_with("events")).collect();
        self.kinds = kinds.join(",");
        Ok(())
    }

    fn start_etcd(&mut self, client: u16, peer: u16) -> Result<()> {
        let mut etcd = Command::new(program("etcd")?);
        etcd.args(["--data-dir=etcd", "--unsafe-no-fsync", "--log-level=error"])
            .arg(format!("--listen-client-urls=http://127.0.0.1:{client}"))
            .arg(format!("--advertise-client-urls=http://127.0.0.1:{client}"))
            .arg(format!("--listen-peer-urls=http://127.0.0.1:{peer}"));
        self.daemon("etcd", &etcd)
    }

    fn start_api_server(&mut self, etcd: u16, port: u16) -> Result<()> {
        let mut server = Command::new(versioned(API_SERVER)?);
        server
            .arg(format!("--etcd-servers=http://127.0.0.1:{etcd}"))
            .arg(format!("--secure-port={port}"))
            .args([
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--cert-dir=certs",
                "--token-auth-file=tokens.csv",
                "--authorization-mode=RBAC",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-signing-key-file=service-account.key",
                "--service-account-key-file=service-account.key",
                "--service-cluster-ip-range=10.0.0.0/24",
                "--endpoint-reconciler-type=none",
                // As in every cluster that kubeadm or a cloud provider sets up.
                "--allow-privileged=true",
            ]);
        self.daemon(API_SERVER, &server)
    }

    fn start_controllers(&mut self) -> Result<()> {
        let mut manager = Command::new(versioned(CONTROLLER_MANAGER)?);
        manager.arg(format!("--controllers={CONTROLLERS}")).args([
            "--kubeconfig=admin",
            "--bind-address=127.0.0.1",
            "--secure-port=0",
            "--leader-elect=false",
            // 20 and 30 by default: with trials in parallel the controllers would be seconds behind.
            "--kube-api-qps=1000",
            "--kube-api-burst=1000",
            "--service-account-private-key-file=service-account.key",
        ]);
        self.daemon(CONTROLLER_MANAGER, &manager)
    }

    fn daemon(&mut self, name: &'static str, command: &Command) -> Result<()> {
        self.daemons.push(Daemon::start(name, command, self.home.path())?);
        Ok(())
    }

    fn wait_for_api_server(&mut self) -> Result<()> {
        self.wait("the API server", &["get", "--raw=/readyz"])
    }

    fn wait(&mut self, what: &str, question: &[&str]) -> Result<()> {
        until(what, READY, || {
            for daemon in &mut self.daemons {
                daemon.running()?;
            }
            let answer = kubectl(&self.kubectl, self.home.path()).args(question).output()?;
            Ok(answer.status.success().then_some(()))
        })
    }

    /// A kubectl of the user who may do everything.
    pub fn kubectl(&self) -> Command {
        kubectl(&self.kubectl, self.home.path())
    }

    /// What a kubectl with these arguments prints.
    pub fn ask(&self, arguments: &[&str]) -> Result<String> {
        let output = self.kubectl().args(arguments).output().context("cannot start kubectl")?;
        told(&output, arguments)
    }

    /// The kubeconfig of the user who may do everything.
    pub fn admin(&self) -> PathBuf {
        self.home.path().join("admin")
    }

    /// The kubeconfig of the user `limited`, who may do nothing until a test grants it.
    pub fn limited(&self) -> PathBuf {
        self.home.path().join("limited")
    }

    /// The version of the API server, as `v1.35.0`.
    pub fn version(&self) -> &str {
        &self.version.0
    }

    /// What decides whether the API server has something.
    pub fn minor(&self) -> Minor {
        self.version.1
    }

    /// A way to the API server in plain HTTP, for the user who may do everything.
    pub fn proxy(&mut self) -> Result<SocketAddr> {
        let [port] = free_ports()?;
        let mut proxy = Command::new(&self.kubectl);
        proxy.args(["proxy", "--kubeconfig=admin", "--address=127.0.0.1", &format!("--port={port}")]);
        self.daemon("kubectl", &proxy)?;
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        until("the proxy", READY, || Ok(TcpStream::connect(address).ok()))?;
        Ok(address)
    }

    /// A new namespace, ready for pods.
    pub fn namespace(&self, name: &str) -> Result<()> {
        self.ask(&["create", "namespace", name])?;
        until("the namespace's ServiceAccount", READY, || {
            Ok(self.ask(&["get", "serviceaccount", "default", "--namespace", name]).ok().map(drop))
        })
    }

    /// A storage class whose claims may grow, and volumes for so many of them.
    pub fn storage(&self, class: &str, volumes: usize) -> Result<()> {
        storage::create(self, class, volumes)
    }

    /// Kills the API server, without a warning.
    pub fn kill_api_server(&mut self) -> Result<()> {
        self.api_server()?.kill()
    }

    /// Starts the API server that was killed on what etcd has, and waits until it answers.
    pub fn revive_api_server(&mut self) -> Result<()> {
        self.api_server()?.revive()?;
        self.wait_for_api_server()
    }

    fn api_server(&mut self) -> Result<&mut Daemon> {
        let server = self.daemons.iter_mut().find(|daemon| daemon.name == API_SERVER);
        server.context("there is no API server")
    }

    /// The last lines that every part wrote.
    pub fn logs(&self) -> String {
        self.daemons.iter().map(Daemon::log).collect()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        while let Some(daemon) = self.daemons.pop() {
            drop(daemon);
        }
    }
}

fn kubectl(program: &Path, home: &Path) -> Command {
    let mut command = Command::new(program);
    // Its cache of the API would otherwise be written to the user's home folder.
    command.env("KUBECONFIG", home.join("admin")).env("KUBECACHEDIR", home.join("cache")).env("HOME", home);
    command
}

fn told(output: &Output, arguments: &[&str]) -> Result<String> {
    ensure!(
        output.status.success(),
        "kubectl {}: {}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8(output.stdout.clone())?)
}

/// A program of `KUBEBUILDER_ASSETS`, or else one that `cargo xtask setup` built.
fn program(name: &str) -> Result<PathBuf> {
    let given = std::env::var_os("KUBEBUILDER_ASSETS").map(|folder| PathBuf::from(folder).join(name));
    match given.filter(|file| file.is_file()) {
        Some(file) => Ok(file),
        None => place::tool(&format!("{name}/{name}")),
    }
}

/// A program in the version of `DAGU_KUBERNETES`, if that is set.
fn versioned(name: &str) -> Result<PathBuf> {
    let Some(version) = version::wanted() else { return program(name) };
    let file = place::at("target/tools").join(format!("kubernetes-{version}")).join(name);
    ensure!(file.is_file(), "{} is missing: run `cargo xtask setup --kubernetes {version}`", file.display());
    Ok(file)
}

fn service_account_key(home: &Path) -> Result<()> {
    let output = Command::new("openssl")
        .args(["genrsa", "-out", "service-account.key", "2048"])
        .current_dir(home)
        .output()
        .context("openssl is needed: run `cargo xtask setup`")?;
    ensure!(output.status.success(), "openssl: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// Paths in a kubeconfig are relative to it.
fn kubeconfig(port: u16, token: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Config\ncurrent-context: test\n\
         clusters: [{{name: test, cluster: {{server: \"https://127.0.0.1:{port}\", certificate-authority: certs/apiserver.crt}}}}]\n\
         users: [{{name: test, user: {{token: {token}}}}}]\n\
         contexts: [{{name: test, context: {{cluster: test, user: test}}}}]\n"
    )
}

/// Ports that were free a moment ago, all different.
fn free_ports<const COUNT: usize>() -> Result<[u16; COUNT]> {
    let mut listeners = Vec::new();
    let mut ports = [0; COUNT];
    for port in &mut ports {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        *port = listener.local_addr()?.port();
        listeners.push(listener);
    }
    Ok(ports)
}
