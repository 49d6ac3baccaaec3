//! The `dagu-post` that Helm runs.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;

/// An existing `dagu-post` executable.
pub(crate) struct PostRenderer {
    path: PathBuf,
}

impl PostRenderer {
    /// The one next to this program, which was built with it, otherwise the one on PATH.
    pub(crate) fn find() -> Result<Self, Failure> {
        let name = format!("dagu-post{}", env::consts::EXE_SUFFIX);
        let beside = env::current_exe().ok();
        let beside = beside.as_deref().and_then(Path::parent);
        let on_path = env::var_os("PATH").unwrap_or_default();
        beside
            .map(Path::to_owned)
            .into_iter()
            .chain(env::split_paths(&on_path))
            .map(|folder| folder.join(&name))
            .find(|path| is_executable(path))
            .and_then(|path| std::path::absolute(path).ok())
            .map(|path| Self { path })
            .ok_or(Failure::NoPostRenderer)
    }

    /// Its absolute path.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The sha256 of its core in hex, if it reports one.
    pub(crate) fn core_sha256(&self) -> Option<String> {
        let output = Command::new(&self.path).arg("--version").stdin(Stdio::null()).output().ok()?;
        String::from_utf8(output.stdout)
            .ok()?
            .split_whitespace()
            .find_map(|word| word.strip_prefix("sha256:"))
            .map(str::to_owned)
    }
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file()
}
