//! Real Helm 3 and 4, with the post-renderer and without the user's own Helm configuration.

mod version;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::place;
pub use version::Version;

/// What every command that renders the chart needs on both Helms.
pub const POST_RENDERER: [&str; 2] = ["--post-renderer", "dagu-post"];

/// One Helm.
pub struct Helm {
    /// `helm3` or `helm4` for a pinned one, otherwise the version: what trials and snapshots are named after.
    pub name: String,
    /// The version that it reports.
    pub version: Version,
    program: PathBuf,
    home: TempDir,
}

/// What a run came to.
#[derive(Debug)]
pub struct Outcome {
    /// Whether it succeeded.
    pub ok: bool,
    /// What it printed.
    pub stdout: String,
    /// Its stderr.
    pub stderr: String,
}

impl Helm {
    /// Both Helms that `cargo xtask setup` installs.
    pub fn both() -> Result<[Self; 2]> {
        ensure_built()?;
        Ok([Self::find("helm3")?, Self::find("helm4")?])
    }

    /// Helm 4, for what is not post-rendered.
    pub fn four() -> Result<Self> {
        Self::find("helm4")
    }

    /// The Helms of the versions that `DAGU_HELM` names, or else both.
    pub fn wanted() -> Result<Vec<Self>> {
        let Some(wanted) = version::wanted() else { return Ok(Self::both()?.into()) };
        ensure_built()?;
        let find = |name: &String| {
            let helm = Self::find(&format!("helm-{name}"));
            let helm = helm.with_context(|| format!("run `cargo xtask setup --helm {name}`"))?;
            ensure!(
                format!("v{}", helm.version) == *name,
                "the Helm of {name} says that it is {}",
                helm.version
            );
            Ok(Self { name: name.clone(), ..helm })
        };
        wanted.iter().map(find).collect()
    }

    fn find(name: &str) -> Result<Self> {
        let program = place::tool(&format!("{name}/helm"))?;
        let version =
            Version::read(&print(Command::new(&program).args(["version", "--template={{.Version}}"]))?)?;
        Ok(Self { name: name.to_owned(), version, program, home: tempfile::tempdir()? })
    }

    /// Whether it is one of the versions that every test runs.
    pub fn is_pinned(&self) -> bool {
        ["helm3", "helm4"].contains(&&*self.name)
    }

    /// Helm in the repository's folder, knowing no cluster.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        for (variable, _) in std::env::vars_os() {
            if variable.to_string_lossy().starts_with("HELM_") {
                command.env_remove(variable);
            }
        }
        command.current_dir(place::at("")).env("KUBECONFIG", self.home.path().join("none"));
        for (variable, folder) in
            [("HELM_CACHE_HOME", "cache"), ("HELM_CONFIG_HOME", "config"), ("HELM_DATA_HOME", "data")]
        {
            command.env(variable, self.home.path().join(folder));
        }
        if self.version.is_four() {
            command.env("HELM_PLUGINS", place::at("post-renderer"));
        } else {
            command.env("PATH", path_with(&place::at("bin")));
        }
        command
    }

    /// `helm dagu` as this Helm starts it, talking to a cluster.
    pub fn dagu(&self, kubeconfig: &Path) -> Command {
        Self::with_environment(&self.on(kubeconfig), &place::at("bin/helm-dagu"))
    }

    /// A shell that has both programs and `HELM_BIN`, and knows no cluster.
    pub fn shell(&self) -> Command {
        let mut shell = Self::with_environment(&self.command(), Path::new("sh"));
        shell.env("PATH", path_with(&place::at("bin")));
        shell
    }

    /// Another program with the environment of a Helm.
    fn with_environment(helm: &Command, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(place::at(""));
        for (name, value) in helm.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.env("HELM_BIN", helm.get_program());
        command
    }

    /// Helm that talks to a cluster.
    pub fn on(&self, kubeconfig: &Path) -> Command {
        let mut command = self.command();
        command.env("KUBECONFIG", kubeconfig);
        command
    }
}

impl Outcome {
    /// What it printed, if it succeeded.
    pub fn printed(self) -> Result<String> {
        ensure!(self.ok, "the command failed:\n{}{}", self.stdout, self.stderr);
        Ok(self.stdout)
    }
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Result<Outcome> {
    let output = command.output().with_context(|| format!("cannot start {command:?}"))?;
    Ok(Outcome {
        ok: output.status.success(),
        stdout: String::from_utf8(output.stdout)?,
        stderr: String::from_utf8(output.stderr)?,
    })
}

/// What a command prints, when it succeeds.
pub fn print(command: &mut Command) -> Result<String> {
    let outcome = run(command)?;
    ensure!(outcome.ok, "{command:?} failed:\n{}{}", outcome.stdout, outcome.stderr);
    Ok(outcome.stdout)
}

fn path_with(first: &Path) -> OsString {
    let mut path = first.as_os_str().to_owned();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    path
}

/// The built programs contain the same core as these tests.
fn ensure_built() -> Result<()> {
    for (program, version) in [("bin/dagu-post", "--version"), ("bin/helm-dagu", "version")] {
        let told = Command::new(place::at(program)).arg(version).output();
        let told = told.with_context(|| format!("{program} is missing: run `cargo xtask build`"))?;
        ensure!(
            String::from_utf8_lossy(&told.stdout).contains(dagu_chart_host::core_sha256()),
            "{program} was built from another core: run `cargo xtask build`"
        );
    }
    Ok(())
}
