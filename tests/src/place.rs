//! Paths in a checkout, and what to do if a file is missing.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// A path below the root of the repository, from its parts separated by `/`.
pub fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this package lies below the root").join(path)
}

/// The folders directly below a folder of the repository, with their names, by name.
pub(crate) fn folders(path: &str) -> Result<Vec<(String, PathBuf)>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(at(path)).with_context(|| format!("cannot read {path}"))? {
        let folder = entry?.path();
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        folders.push((name, folder));
    }
    folders.sort();
    Ok(folders)
}

/// A program that `cargo xtask setup` installs, as `helm3/helm`.
pub fn tool(path: &str) -> Result<PathBuf> {
    let file = at("target/tools").join(path);
    if !file.is_file() {
        bail!("{} is missing: run `cargo xtask setup`", file.display());
    }
    Ok(file)
}
