//! One pod: a process with the environment and files of its container.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::container::Container;
use super::environment;
use super::identity::Identity;
use super::probe::Check;

/// How often a pod that stops is looked at.
const PERIOD: Duration = Duration::from_millis(50);
/// The init of the image, where it has one: Dagu is the first process here.
const INIT: [&str; 3] = ["tini", "-g", "--"];
/// A log that is longer is cut, as a kubelet does.
const LONGEST_LOG: u64 = 10 << 20;

/// What a pod finds in its container.
pub(super) struct Surroundings {
    /// Dagu.
    pub(super) binary: PathBuf,
    /// Which names resolve.
    pub(super) hosts: PathBuf,
    /// Every variable.
    pub(super) environment: BTreeMap<String, String>,
    /// Its volumes.
    pub(super) mounts: Vec<Mounted>,
    /// Whom it runs as.
    pub(super) user: u32,
    /// The group of that user, which volumes belong to.
    pub(super) group: u32,
    /// How long it may take to stop.
    pub(super) grace: Duration,
    /// Where the output goes.
    pub(super) log: PathBuf,
}

/// A folder in a container.
pub(super) struct Mounted {
    pub(super) path: String,
    pub(super) source: PathBuf,
    pub(super) read_only: bool,
}

/// A running pod. It ends when this is dropped.
pub(super) struct Pod {
    pub(super) identity: Identity,
    pub(super) container: Container,
    grace: Duration,
    log: PathBuf,
    /// How much of the log has been cut off.
    cut: u64,
    process: Child,
}

impl Pod {
    /// Starts the container.
    ///
    /// Only /tmp is writable, whatever the pod says: in the image the other folders belong to root,
    /// and Dagu does not.
    pub(super) fn start(
        identity: Identity,
        container: Container,
        surroundings: Surroundings,
    ) -> Result<Self> {
        let output = OpenOptions::new().create(true).append(true).open(&surroundings.log)?;
        let mut command = Command::new("nsenter");
        command.arg(format!("--net={}", identity.wire.namespace)).arg("bwrap");
        let scratch = if container.security_context.read_only_root_filesystem { "--dir" } else { "--tmpfs" };
        command.args(["--tmpfs", "/", "--dev", "/dev", "--proc", "/proc", scratch, "/tmp"]);
        add_folders(&mut command, &surroundings);
        let command_line = container.command.iter().map(String::as_str).collect::<Vec<_>>();
        let entrypoint = command_line.strip_prefix(&INIT).unwrap_or(&command_line);
        let arguments = entrypoint.iter().copied().chain(container.args.iter().map(String::as_str));
        let directory = container.working_dir.as_deref().unwrap_or("/");
        command
            .args(["--remount-ro", "/", "--chdir", directory, "--die-with-parent", "--cap-drop", "ALL"])
            .args(["--unshare-user", "--uid", &surroundings.user.to_string()])
            .args(["--gid", &surroundings.group.to_string()])
            .args(["--unshare-pid", "--as-pid-1", "--unshare-ipc"])
            .args(["--unshare-uts", "--hostname", &identity.host_name, "--"])
            .args(arguments.map(|argument| environment::resolved(argument, &surroundings.environment)))
            .env_clear()
            .envs(surroundings.environment)
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output);
        let process = command.spawn().context("cannot run nsenter")?;
        Ok(Self { identity, container, grace: surroundings.grace, log: surroundings.log, cut: 0, process })
    }

    /// Ends it as a kubelet does: SIGTERM, and after the grace period SIGKILL.
    pub(super) fn stop(mut self) -> Result<()> {
        let start = Instant::now();
        for process in children(self.process.id())? {
            let status =
                Command::new("kill").arg("-TERM").arg(&process).status().context("cannot run kill")?;
            ensure!(status.success(), "cannot stop process {process}");
        }
        while self.process.try_wait()?.is_none() && start.elapsed() < self.grace {
            thread::sleep(PERIOD);
        }
        Ok(())
    }

    /// What it has printed so far.
    pub(super) fn output(&self) -> Result<String> {
        let bytes = fs::read(&self.log)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Whether the kubelet would start the other probes; an error says why not.
    pub(super) fn started(&self) -> Result<()> {
        self.probe(self.container.startup_probe.as_ref().map(Check::of))
    }

    /// Whether the kubelet would send it requests; an error says why not.
    pub(super) fn ready(&self) -> Result<()> {
        self.probe(self.container.readiness_probe.as_ref().map(Check::of))
    }

    /// Whether the kubelet would keep it running; an error says why not.
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

    /// How many bytes it has printed.
    pub(super) fn printed(&self) -> Result<u64> {
        Ok(self.cut + fs::metadata(&self.log)?.len())
    }

    /// Fails when its process has ended; cuts its log.
    pub(super) fn alive(&mut self) -> Result<()> {
        let name = &self.identity.name;
        let ended = self.process.try_wait()?;
        ensure!(ended.is_none(), "pod {name} has ended");
        let written = fs::metadata(&self.log)?.len();
        if written > LONGEST_LOG {
            OpenOptions::new().write(true).open(&self.log)?.set_len(0)?;
            self.cut += written;
        }
        Ok(())
    }
}

fn add_folders(command: &mut Command, surroundings: &Surroundings) {
    for folder in ["/usr/bin", "/usr/lib", "/usr/lib64"] {
        command.args(["--ro-bind-try", folder, folder]);
        command.args(["--symlink", &folder[1..], &folder["/usr".len()..]]);
    }
    command.arg("--ro-bind").arg(&surroundings.binary).arg("/usr/local/bin/dagu");
    command.arg("--ro-bind").arg(&surroundings.hosts).arg("/etc/hosts");
    for mount in &surroundings.mounts {
        let bind = if mount.read_only { "--ro-bind" } else { "--bind" };
        command.arg(bind).arg(&mount.source).arg(&mount.path);
    }
}

/// The processes that one has started: what bwrap watches over is the first of the container.
fn children(process: u32) -> Result<Vec<String>> {
    let children = fs::read_to_string(format!("/proc/{process}/task/{process}/children"))?;
    Ok(children.split_whitespace().map(str::to_owned).collect())
}

impl Drop for Pod {
    fn drop(&mut self) {
        // Whatever else runs in the pod ends with its first process.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
