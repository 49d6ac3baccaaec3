//! The Helm that started this plugin, or the one on PATH.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Output, Stdio};

use dagu_post::exit_number;

use crate::failure::Failure;
use crate::helm_refusal::{refused, words};
use crate::interrupt::{Interrupt, Patience, Stopped};
use crate::output::stderr;
use crate::plugin_folder::PluginFolder;
use crate::post_renderer;
use crate::progress::Progress;

/// A Helm executable.
pub(crate) struct Helm {
    program: OsString,
    major: u32,
    interrupt: Interrupt,
}

impl Helm {
    /// `$HELM_BIN`, which Helm sets for its plugins, otherwise `helm` on PATH.
    pub(crate) fn find() -> Result<Self, Failure> {
        let program =
            env::var_os("HELM_BIN").filter(|program| !program.is_empty()).unwrap_or_else(|| "helm".into());
        let mut helm = Self { program, major: 0, interrupt: Interrupt::listen()? };
        if let Some(major) = major_by_environment(|name| env::var_os(name)) {
            helm.major = major;
            return Ok(helm);
        }
        let answer = helm.version()?;
        helm.major = major(&answer).ok_or_else(|| Failure::HelmVersion {
            program: helm.program.to_string_lossy().into_owned(),
            answer,
        })?;
        Ok(helm)
    }

    /// The major version.
    pub(crate) fn major(&self) -> u32 {
        self.major
    }

    /// `helm VERB`.
    pub(crate) fn command(&self, verb: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(verb);
        command
    }

    /// Fails if this process has received a signal.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.interrupt.check()
    }

    /// The signals of this process, for a command that asks Helm nothing more.
    pub(crate) fn into_interrupt(self) -> Interrupt {
        self.interrupt
    }

    /// Runs a command that may change the cluster and waits until it ends.
    pub(crate) fn status(&self, command: &mut Command) -> Result<ExitStatus, Failure> {
        self.interrupt.status(command, Patience::Endless).map_err(|stopped| self.failure(stopped))
    }

    /// Runs a read-only command and captures its stdout. A terminal shows what it waits for.
    pub(crate) fn output(&self, command: &mut Command) -> Result<Output, Failure> {
        let verb = command.get_args().next().unwrap_or_default().to_string_lossy().into_owned();
        let _progress = Progress::new(format!("waiting for `helm {verb}`"));
        let output = self.interrupt.output(command, Patience::Short);
        let output = output.map_err(|stopped| self.failure(stopped))?;
        self.interrupt.check()?;
        Ok(output)
    }

    fn failure(&self, stopped: Stopped) -> Failure {
        match stopped {
            Stopped::Asked(signal) => Failure::Terminated(signal),
            Stopped::Failed(error) => {
                Failure::Helm { program: self.program.to_string_lossy().into_owned(), error }
            }
        }
    }

    /// `helm VERB` with this program as the post-renderer, which writes its report to `report`.
    ///
    /// The returned folder must outlive the command: Helm 4 finds the post-renderer in it.
    pub(crate) fn post_rendered(
        &self,
        verb: &str,
        report: &Path,
    ) -> Result<(Command, Option<PluginFolder>), Failure> {
        let program = post_renderer::program()?;
        let mut command = Command::new(&self.program);
        command.arg(verb);
        let folder = if self.major == 3 {
            command.arg(joined("--post-renderer=", &program));
            command.arg(format!("--post-renderer-args={}", post_renderer::SUBCOMMAND));
            None
        } else {
            let folder = PluginFolder::new().map_err(Failure::Temporary)?;
            command
                .arg("--post-renderer=dagu-post")
                .env("HELM_PLUGINS", self.plugin_path(folder.path())?)
                .env(PluginFolder::PROGRAM, program);
            Some(folder)
        };
        command.arg("--post-renderer-args=--report").arg(joined("--post-renderer-args=", report));
        Ok((command, folder))
    }

    /// `first`, then the user's plugin folders: in this order our post-renderer wins over an installed one.
    fn plugin_path(&self, first: &Path) -> Result<OsString, Failure> {
        let users = self.plugin_folders()?;
        // Helm reads an empty entry as the current folder.
        let users = env::split_paths(&users).filter(|folder| !folder.as_os_str().is_empty());
        env::join_paths(std::iter::once(PathBuf::from(first)).chain(users))
            .map_err(|_| Failure::PluginPath(first.into()))
    }

    /// The folders in which Helm looks for plugins, separated as in PATH.
    pub(crate) fn plugin_folders(&self) -> Result<OsString, Failure> {
        match env::var_os("HELM_PLUGINS").filter(|folders| !folders.is_empty()) {
            Some(folders) => Ok(folders),
            None => Ok(self.ask(&["env", "HELM_PLUGINS"])?.into()),
        }
    }

    /// The stdout of a successful Helm that is asked about a release. The user sees its warnings, and a reason why it
    /// fails.
    pub(crate) fn answer<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Result<String, Failure> {
        let (output, message) = self.captured(arguments)?;
        if !output.status.success() {
            return Err(refused(arguments, &message).unwrap_or_else(|| {
                stderr(&message);
                failed(arguments, output.status)
            }));
        }
        stderr(&message);
        String::from_utf8(output.stdout).map_err(|_| Failure::HelmText)
    }

    fn captured<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Result<(Output, String), Failure> {
        let mut command = Command::new(&self.program);
        self.captured_of(command.args(arguments).stdin(Stdio::null()))
    }

    /// The output of a read-only command and what it prints on stderr.
    pub(crate) fn captured_of(&self, command: &mut Command) -> Result<(Output, String), Failure> {
        let mut errors = tempfile::tempfile().map_err(Failure::Temporary)?;
        let copy = errors.try_clone().map_err(Failure::Temporary)?;
        let output = self.output(command.stderr(copy))?;
        let mut message = Vec::new();
        let read = errors.rewind().and_then(|()| errors.read_to_end(&mut message));
        read.map_err(Failure::Temporary)?;
        Ok((output, String::from_utf8_lossy(&message).into_owned()))
    }

    /// The version, such as `v4.3.2`; empty if Helm reports none.
    pub(crate) fn version(&self) -> Result<String, Failure> {
        self.ask(&["version", "--template", "{{.Version}}"])
    }

    /// The stdout of Helm, or its message if it fails. The user does not see it.
    pub(crate) fn explained<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Result<String, String> {
        let (output, message) = self.captured(arguments).map_err(|failure| failure.to_string())?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(message)
        }
    }

    /// The stdout of Helm, whether it succeeds or not.
    fn ask(&self, arguments: &[&str]) -> Result<String, Failure> {
        let output = self.run(arguments)?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn run<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Result<Output, Failure> {
        self.output(Command::new(&self.program).args(arguments).stdin(Stdio::null()))
    }
}

/// A Helm that failed: the command and its release tell users which one.
pub(crate) fn failed<A: AsRef<OsStr>>(arguments: &[A], status: ExitStatus) -> Failure {
    Failure::HelmFailed { command: words(arguments).join(" "), code: exit_number(status) }
}

/// The major version by what a Helm sets for its plugins, which saves a start of Helm. `None` if that does not tell:
/// versions before 3.10 set no `HELM_BURST_LIMIT`, and only Helm 4 sets `HELM_CONTENT_CACHE`. If that is not the
/// default, the user may have set it for another Helm.
fn major_by_environment(variable: impl Fn(&str) -> Option<OsString>) -> Option<u32> {
    let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
    for name in ["HELM_BIN", "HELM_PLUGIN_NAME", "HELM_BURST_LIMIT"] {
        variable(name)?;
    }
    let Some(content) = variable("HELM_CONTENT_CACHE") else { return Some(3) };
    let default = Path::new(&variable("HELM_CACHE_HOME")?).join("content");
    (default.as_os_str() == content).then_some(4)
}

/// `3` for `v3.22.0`; `None` for a Helm before 3.9, which cannot pass arguments to post-renderers.
fn major(version: &str) -> Option<u32> {
    let mut numbers = version.strip_prefix('v')?.splitn(3, '.');
    let major = numbers.next()?.parse().ok()?;
    let minor = numbers.next()?.parse().ok()?;
    ((major, minor) >= (3, 9)).then_some(major)
}

fn joined(flag: &str, value: &Path) -> OsString {
    let mut argument = OsString::from(flag);
    argument.push::<&OsStr>(value.as_ref());
    argument
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{major, major_by_environment};

    #[test]
    fn helm_4_is_known_by_the_variable_that_only_it_sets() {
        let plugin = [
            ("HELM_BIN", "helm"),
            ("HELM_PLUGIN_NAME", "dagu"),
            ("HELM_BURST_LIMIT", "100"),
            ("HELM_CACHE_HOME", "/cache"),
        ];
        let known = |more: &[(&'static str, &str)]| {
            let set: BTreeMap<_, _> = plugin.iter().chain(more).copied().collect();
            major_by_environment(|name| set.get(name).map(Into::into))
        };
        assert_eq!(known(&[]), Some(3));
        assert_eq!(known(&[("HELM_CONTENT_CACHE", "/cache/content")]), Some(4));
        assert_eq!(known(&[("HELM_CONTENT_CACHE", "/elsewhere")]), None, "set by the user for another Helm");
        assert_eq!(known(&[("HELM_BURST_LIMIT", "")]), None, "Helm 3.9 and older");
        assert_eq!(known(&[("HELM_PLUGIN_NAME", "")]), None, "not a plugin");
    }

    #[test]
    fn the_major_version_decides() {
        assert_eq!(major("v3.22.0"), Some(3));
        assert_eq!(major("v3.9.0-rc.1"), Some(3));
        assert_eq!(major("v4.3.1"), Some(4));
        assert_eq!(major("v4.0"), Some(4));
    }

    #[test]
    fn other_versions_are_refused() {
        assert_eq!(major("v3.8.2"), None);
        assert_eq!(major("v2.17.0"), None);
        assert_eq!(major("3.22.0"), None);
        assert_eq!(major(""), None);
    }
}
