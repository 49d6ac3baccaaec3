//! An isolated network: a bridge with this process on it, and a namespace per pod.

use std::env;
use std::io::ErrorKind;
use std::net::Ipv4Addr;
use std::process::{Command, ExitStatus};
use std::sync::atomic::{AtomicU8, Ordering};

use anyhow::{Result, anyhow, ensure};

/// Set in the process that is inside.
const INSIDE: &str = "DAGU_CHART_TESTS_INSIDE";
/// How many clusters have had a network so far.
static CLUSTERS: AtomicU8 = AtomicU8::new(0);

/// Runs this program again, in a separate network in which it has all rights, and returns how
/// that went; nothing when this is already that run.
pub fn enter() -> Result<Option<ExitStatus>> {
    if env::var_os(INSIDE).is_some() {
        return Ok(None);
    }
    let mut bwrap = Command::new("bwrap");
    bwrap
        .args(["--unshare-user", "--uid", "0", "--gid", "0", "--cap-add", "ALL"])
        .args(["--dev-bind", "/", "/", "--unshare-net", "--die-with-parent"])
        // The names of network namespaces are files below it.
        .args(["--tmpfs", "/run", "--setenv", INSIDE, "yes", "--"])
        .arg(env::current_exe()?)
        .args(env::args_os().skip(1));
    let status = bwrap.status().map_err(|error| absent("bwrap", error))?;
    Ok(Some(status))
}

/// The network of one cluster.
pub(super) struct Network {
    cluster: u8,
    pods: u8,
    services: u8,
}

/// How a pod is connected.
pub(super) struct Wire {
    /// The file of its network namespace.
    pub(super) namespace: String,
    /// Its address.
    pub(super) address: Ipv4Addr,
}

impl Network {
    /// Makes the bridge.
    pub(super) fn create() -> Result<Self> {
        let network = Self { cluster: CLUSTERS.fetch_add(1, Ordering::Relaxed), pods: 0, services: 0 };
        let (bridge, address) = (network.bridge(), network.address(1));
        ip(&format!("link add {bridge} type bridge"))?;
        ip(&format!("addr add {address}/24 dev {bridge}"))?;
        ip(&format!("link set {bridge} up"))?;
        Ok(network)
    }

    /// Connects one more pod.
    pub(super) fn attach(&mut self) -> Result<Wire> {
        self.pods += 1;
        let (pod, address) = (format!("pod{}-{}", self.cluster, self.pods), self.address(self.pods + 1));
        ip(&format!("netns add {pod}"))?;
        ip(&format!("link add {pod} type veth peer name eth0 netns {pod}"))?;
        ip(&format!("link set {pod} master {} up", self.bridge()))?;
        ip(&format!("-n {pod} addr add {address}/24 dev eth0"))?;
        ip(&format!("-n {pod} link set eth0 up"))?;
        ip(&format!("-n {pod} link set lo up"))?;
        Ok(Wire { namespace: format!("/run/netns/{pod}"), address })
    }

    /// An address of this process for one more Service.
    pub(super) fn serve(&mut self) -> Result<Ipv4Addr> {
        let address = self.address(u8::MAX - 1 - self.services);
        self.services += 1;
        ip(&format!("addr add {address}/32 dev {}", self.bridge()))?;
        Ok(address)
    }

    fn bridge(&self) -> String {
        format!("pods{}", self.cluster)
    }

    fn address(&self, host: u8) -> Ipv4Addr {
        Ipv4Addr::new(10, 244, self.cluster, host)
    }
}

fn ip(arguments: &str) -> Result<()> {
    let output = Command::new("ip").args(arguments.split(' ')).output();
    let output = output.map_err(|error| absent("ip", error))?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "ip {arguments}: {complaint}");
    Ok(())
}

fn absent(program: &str, error: std::io::Error) -> anyhow::Error {
    match error.kind() {
        ErrorKind::NotFound => anyhow!("{program} is missing: run `cargo xtask setup`"),
        _ => anyhow!(error).context(format!("cannot run {program}")),
    }
}
