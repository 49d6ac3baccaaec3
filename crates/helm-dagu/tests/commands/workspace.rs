//! The folder that a command runs in: the input files, the chart, and programs that are called as users call them.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, PoisonError};

use libtest_mimic::Failed;
use tempfile::TempDir;

use crate::project;
use crate::transcript::{Outcome, Transcript};

const HELM_DAGU: &str = env!("CARGO_BIN_EXE_helm-dagu");

/// A link to the chart of the project, so that commands can name it as `./chart`.
const CHART: &str = "chart";

/// What `helm` is in a test: the plugin without Helm's own start, and the pinned Helm for everything else.
const HELM: &str =
    "#!/bin/sh\n[ \"$1\" = dagu ] && shift && exec \"$HELM_DAGU\" \"$@\"\nexec \"$HELM4\" \"$@\"\n";

/// Held while a script is written, and while a program starts: a program that another thread forks at that moment would
/// inherit the open script, and Linux does not execute a file that is open for writing.
static STARTING: Mutex<()> = Mutex::new(());

/// The output of a program.
pub(crate) fn output(command: &mut Command) -> io::Result<Output> {
    let child = {
        let _starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?
    };
    child.wait_with_output()
}

pub(crate) struct Workspace {
    root: TempDir,
}

impl Workspace {
    /// A new folder with the input files of a test.
    pub(crate) fn new(transcript: &Transcript) -> Result<Self, Failed> {
        let _starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
        let workspace = Self { root: TempDir::with_prefix("helm-dagu-test-")? };
        for folder in ["work", "home", "tmp", "bin"] {
            fs::create_dir(workspace.path(folder))?;
        }
        let helm = workspace.path("bin/helm");
        fs::write(&helm, HELM)?;
        fs::set_permissions(&helm, fs::Permissions::from_mode(0o755))?;
        symlink(project().join("chart"), workspace.work().join(CHART))?;
        for (name, content) in &transcript.inputs {
            let path = workspace.work().join(name);
            fs::create_dir_all(path.parent().unwrap_or(&workspace.work()))?;
            fs::write(&path, content)?;
            if content.starts_with("#!") {
                fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
            }
        }
        Ok(workspace)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn work(&self) -> PathBuf {
        self.path("work")
    }

    /// Runs a command of the shell without anything of the caller's environment.
    pub(crate) fn run(&self, command: &str) -> Result<Outcome, Failed> {
        let before = self.files()?;
        let tools = project().join("target/tools");
        let mut shell = Command::new("sh");
        shell
            .args(["-c", command])
            .current_dir(self.work())
            .stdin(Stdio::null())
            .env_clear()
            .env("PATH", format!("{}:/usr/bin:/bin", self.path("bin").display()))
            .env("HOME", self.path("home"))
            .env("TMPDIR", self.path("tmp"))
            .env("HELM_DAGU", HELM_DAGU)
            .env("HELM3", tools.join("helm3/helm"))
            .env("HELM4", tools.join("helm4/helm"));
        let output = output(&mut shell)?;
        let files = self.files()?.into_iter().filter(|(name, text)| before.get(name) != Some(text)).collect();
        Ok(Outcome {
            stdout: lines("stdout", output.stdout)?,
            stderr: lines("stderr", output.stderr)?,
            exit: output.status.code().ok_or("the command was terminated by a signal")?,
            files,
        })
    }

    /// The contents of the files, by their path.
    fn files(&self) -> Result<BTreeMap<String, String>, Failed> {
        let mut files = BTreeMap::new();
        collect(&self.work(), "", &mut files)?;
        Ok(files)
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) -> Result<(), Failed> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else if kind.is_file() {
            let text = String::from_utf8_lossy(&fs::read(entry.path())?).into_owned();
            files.insert(name, without_build(&text));
        }
    }
    Ok(())
}

/// The text with what differs between builds replaced.
fn without_build(text: &str) -> String {
    text.replace(dagu_chart_host::core_sha256(), "{sha256}")
}

/// Text of whole lines, with what differs between builds replaced, and without the spaces that clap leaves at the end of a
/// line.
fn lines(what: &str, bytes: Vec<u8>) -> Result<String, Failed> {
    let text = without_build(&String::from_utf8(bytes)?);
    if !text.is_empty() && !text.ends_with('\n') {
        return Err(format!("{what} does not end with a newline").into());
    }
    Ok(text.lines().map(|line| format!("{}\n", line.trim_end())).collect())
}
