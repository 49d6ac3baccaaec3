//! A home of its own for Helm, and the plugin as a folder with its programs built.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

pub(crate) const HELM_DAGU: &str = env!("CARGO_BIN_EXE_helm-dagu");

/// A pinned Helm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Helm {
    Three,
    Four,
}

pub(crate) const BOTH: [Helm; 2] = [Helm::Three, Helm::Four];

impl Helm {
    fn program(self) -> PathBuf {
        let folder = match self {
            Self::Three => "helm3",
            Self::Four => "helm4",
        };
        let program = project().join("target/tools").join(folder).join("helm");
        assert!(program.is_file(), "{} is missing: run `cargo xtask setup`", program.display());
        program
    }
}

pub(crate) fn project() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(2).expect("the package lies in crates/")
}

/// Copies a program, by another process: one that a test forks meanwhile would inherit the open file, and Linux does not
/// execute a file that is open for writing.
pub(crate) fn install(program: impl AsRef<Path>, path: &Path) {
    let installed = Command::new("install").args(["-m", "755"]).arg(program.as_ref()).arg(path).status();
    assert!(installed.unwrap().success(), "cannot install {}", path.display());
}

/// Everything is under one temporary folder, with a blank in its path, as homes have them.
pub(crate) struct Sandbox {
    folder: TempDir,
}

impl Sandbox {
    /// With the plugin's files and no program built.
    pub(crate) fn unbuilt() -> Self {
        let folder = TempDir::with_prefix("helm dagu ").unwrap();
        let sandbox = Self { folder };
        for folder in ["home", "tmp", "plugin/post-renderer/dagu-post"] {
            fs::create_dir_all(sandbox.path(folder)).unwrap();
        }
        for file in [
            "plugin.yaml",
            "completion.yaml",
            "plugin.complete",
            "plugin-install.sh",
            "post-renderer/dagu-post/plugin.yaml",
            "post-renderer/dagu-post/install.sh",
            "post-renderer/dagu-post/launch.sh",
        ] {
            fs::copy(project().join(file), sandbox.path("plugin").join(file)).unwrap();
        }
        sandbox
    }

    /// With the program in bin/, under both names.
    pub(crate) fn built() -> Self {
        let sandbox = Self::unbuilt();
        fs::create_dir(sandbox.path("plugin/bin")).unwrap();
        symlink(HELM_DAGU, sandbox.path("plugin/bin/helm-dagu")).unwrap();
        symlink("helm-dagu", sandbox.path("plugin/bin/dagu-post")).unwrap();
        sandbox
    }

    /// With `helm dagu` installed into `helm`.
    pub(crate) fn installed(helm: Helm) -> Self {
        let sandbox = Self::built();
        let output = run(sandbox.helm(helm).args(["plugin", "install", "."]));
        assert!(output.status.success(), "{}", text(&output.stderr));
        sandbox
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Helm, at home in the sandbox, started in the plugin's folder.
    pub(crate) fn helm(&self, helm: Helm) -> Command {
        self.command(helm.program())
    }

    /// Any program, with Helm's home in the sandbox and nothing of the caller's Helm.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.path("plugin"))
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("HOME", self.path("home"))
            .env("TMPDIR", self.path("tmp"))
            .env("HELM_DATA_HOME", self.path("home/data"))
            .env("HELM_CACHE_HOME", self.path("home/cache"))
            .env("HELM_CONFIG_HOME", self.path("home/config"));
        command
    }

    /// The folder that both Helms install plugins into.
    pub(crate) fn plugins(&self) -> PathBuf {
        self.path("home/data/plugins")
    }

    /// Writes an executable script.
    pub(crate) fn script(&self, path: &str, body: &str) -> PathBuf {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let text = path.with_extension("text");
        fs::write(&text, format!("#!/bin/sh\n{body}\n")).unwrap();
        install(&text, &path);
        path
    }

    /// A chart with one ConfigMap that says its release's namespace.
    pub(crate) fn plain_chart(&self) -> PathBuf {
        let chart = self.path("plain");
        fs::create_dir_all(chart.join("templates")).unwrap();
        fs::write(chart.join("Chart.yaml"), "apiVersion: v2\nname: plain\nversion: 0.1.0\n").unwrap();
        fs::write(
            chart.join("templates/map.yaml"),
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: map\n  namespace: {{ .Release.Namespace }}\n",
        )
        .unwrap();
        chart
    }
}

/// The chart that people install.
pub(crate) fn chart() -> PathBuf {
    project().join("chart")
}

pub(crate) fn run(command: &mut Command) -> Output {
    command.stdin(Stdio::null()).output().unwrap()
}

pub(crate) fn run_with_input(command: &mut Command, input: &[u8]) -> Output {
    let mut process =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    process.stdin.take().unwrap().write_all(input).unwrap();
    process.wait_with_output().unwrap()
}

pub(crate) fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}

/// The entries of a folder, by name.
pub(crate) fn entries(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .map(|entries| entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect())
        .unwrap_or_default();
    names.sort();
    names
}
