//! Paths in a checkout, and what to do if a file is missing.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

/// A path below the root of the repository, from its parts separated by `/`.
pub fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this package lies below the root").join(path)
}

/// A program that `cargo xtask setup` installs, as `helm3/helm`.
pub fn tool(path: &str) -> Result<PathBuf> {
    let file = at("target/tools").join(path);
    if !file.is_file() {
        bail!("{} is missing: run `cargo xtask setup`", file.display());
    }
    Ok(file)
}
