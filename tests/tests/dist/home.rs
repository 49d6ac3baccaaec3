//! An empty home: Helm, a shell and some programs of every system, and nothing that builds.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use dagu_chart_tests::{helm, place};
use tempfile::TempDir;

/// A pinned Helm.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Helm {
    Three,
    Four,
}

pub(crate) const BOTH: [Helm; 2] = [Helm::Three, Helm::Four];

impl Helm {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Three => "helm3",
            Self::Four => "helm4",
        }
    }
}

/// All that a person needs besides Helm: what the scripts and the commands of the documentation call.
const PROGRAMS: [&str; 18] = [
    "sh",
    "cat",
    "chmod",
    "curl",
    "dirname",
    "grep",
    "gzip",
    "ln",
    "mkdir",
    "mktemp",
    "mv",
    "rm",
    "sed",
    "sha256sum",
    "sort",
    "tar",
    "tr",
    "uname",
];

/// A folder with everything that a person has.
pub(crate) struct Home {
    folder: TempDir,
    helm: Helm,
}

impl Home {
    pub(crate) fn new(helm: Helm) -> Result<Self> {
        let home = Self { folder: tempfile::tempdir()?, helm };
        for folder in ["tmp", "programs-of-the-system"] {
            fs::create_dir(home.path(folder))?;
        }
        for program in PROGRAMS {
            let file = ["/usr/bin", "/bin"].map(|folder| Path::new(folder).join(program));
            let file = file.into_iter().find(|file| file.exists());
            let file = file.with_context(|| format!("this system has no {program}"))?;
            symlink(file, home.path("programs-of-the-system").join(program))?;
        }
        Ok(home)
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// A program in this home.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("PATH", self.path("programs-of-the-system"))
            .env("HOME", self.folder.path())
            .env("TMPDIR", self.path("tmp"))
            .env("KUBECONFIG", self.path("none"));
        command
    }

    /// Helm in this home.
    pub(crate) fn helm(&self) -> Result<Command> {
        Ok(self.command(place::tool(&format!("{}/helm", self.helm.name()))?))
    }

    /// What Helm prints, when it succeeds.
    pub(crate) fn print(&self, arguments: &[&str]) -> Result<String> {
        helm::print(self.helm()?.args(arguments))
    }

    /// Installs the plugin from an address.
    pub(crate) fn install(&self, address: &str) -> Result<()> {
        let mut install = self.helm()?;
        install.args(["plugin", "install", address]);
        if self.helm == Helm::Four {
            // The release of the test is not signed.
            install.arg("--verify=false");
        }
        helm::print(&mut install).map(drop)
    }

    /// The folder of the installed plugin.
    pub(crate) fn plugin(&self) -> Result<PathBuf> {
        let plugins = self.print(&["env", "HELM_PLUGINS"])?;
        let folders = fs::read_dir(Path::new(plugins.trim()))?;
        let mut folders = folders.flatten().map(|entry| entry.path());
        folders.find(|folder| folder.join("plugin.yaml").is_file()).context("no plugin is installed")
    }
}
