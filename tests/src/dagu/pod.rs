//! One pod: a process that finds what it would find in its container.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::manifest::Container;
use super::network::Wire;
use super::probe::Check;

/// The user that the image runs Dagu as.
const USER: &str = "1000";
/// A log that is longer is no log. A worker that cannot reach its coordinator writes this in a second.
const FLOOD: u64 = 16 << 20;

/// Who a pod is.
pub(super) struct Identity {
    pub(super) name: String,
    pub(super) host_name: String,
    pub(super) labels: BTreeMap<String, String>,
    pub(super) wire: Wire,
}

/// What a pod finds in its container.
pub(super) struct Surroundings {
    /// Dagu.
    pub(super) binary: PathBuf,
    /// Which names resolve.
    pub(super) hosts: PathBuf,
    /// Every variable.
    pub(super) environment: BTreeMap<String, String>,
    /// Folders by the path at which they are mounted.
    pub(super) mounts: BTreeMap<String, PathBuf>,
    /// The group that volumes belong to.
    pub(super) group: u32,
    /// Where the output goes.
    pub(super) log: PathBuf,
}

/// A running pod. It ends when this is dropped.
pub(super) struct Pod {
    pub(super) identity: Identity,
    pub(super) container: Container,
    log: PathBuf,
    process: Child,
}

impl Pod {
    /// Starts the container.
    ///
    /// The root is read-only but for /tmp: in the image it belongs to root, and Dagu does not.
    pub(super) fn start(
        identity: Identity,
        container: Container,
        surroundings: Surroundings,
    ) -> Result<Self> {
        let output = File::create(&surroundings.log)?;
        let mut command = Command::new("nsenter");
        command.arg(format!("--net={}", identity.wire.namespace)).arg("bwrap");
        command.args(["--tmpfs", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"]);
        for folder in ["/usr/bin", "/usr/lib", "/usr/lib64"] {
            command.args(["--ro-bind-try", folder, folder]);
            command.args(["--symlink", &folder[1..], &folder["/usr".len()..]]);
        }
        command.arg("--ro-bind").arg(surroundings.binary).arg("/usr/local/bin/dagu");
        command.arg("--ro-bind").arg(surroundings.hosts).arg("/etc/hosts");
        for (path, folder) in &surroundings.mounts {
            command.arg("--bind").arg(folder).arg(path);
        }
        command
            .args(["--remount-ro", "/", "--chdir", "/", "--die-with-parent", "--cap-drop", "ALL"])
            .args(["--unshare-user", "--uid", USER, "--gid", &surroundings.group.to_string()])
            .args(["--unshare-pid", "--as-pid-1", "--unshare-ipc"])
            .args(["--unshare-uts", "--hostname", &identity.host_name, "--"])
            .args(&container.args)
            .env_clear()
            .envs(surroundings.environment)
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output);
        let process = command.spawn().context("cannot run nsenter")?;
        Ok(Self { identity, container, log: surroundings.log, process })
    }

    /// What it has printed so far.
    pub(super) fn output(&self) -> Result<String> {
        let bytes = fs::read(&self.log)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Whether the kubelet would send it requests; an error says why not.
    pub(super) fn ready(&self) -> Result<()> {
        self.probe(self.container.readiness_probe.as_ref().map(Check::of))
    }

    /// Whether the kubelet would let it live; an error says why not.
    pub(super) fn live(&self) -> Result<()> {
        self.probe(self.container.liveness_probe.as_ref().map(Check::of))
    }

    fn probe(&self, check: Option<Result<Check<'_>>>) -> Result<()> {
        match check {
            None => Ok(()),
            Some(check) => check?.ask(&self.container, self.identity.wire.address),
        }
        .with_context(|| format!("pod {}", self.identity.name))
    }

    /// Fails when its process has ended, or writes faster than a node's disk could take.
    pub(super) fn alive(&mut self) -> Result<()> {
        let name = &self.identity.name;
        let ended = self.process.try_wait()?;
        ensure!(ended.is_none(), "pod {name} has ended");
        let written = fs::metadata(&self.log)?.len();
        ensure!(written < FLOOD, "pod {name} has written a log of {written} bytes");
        Ok(())
    }
}

impl Drop for Pod {
    fn drop(&mut self) {
        // Whatever else runs in the pod ends with its first process.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
