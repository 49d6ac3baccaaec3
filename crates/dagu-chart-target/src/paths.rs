//! Folders whose names the compiler would write into panic messages.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::PathBuf;

use anyhow::{Context, Result};

/// Flags of the compiler that name every registry `/crates`. Sources of the workspace have names below its root already,
/// because that is where Cargo starts the compiler.
pub fn remapped() -> Result<Vec<OsString>> {
    let cargo_home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .context("neither CARGO_HOME nor a home folder is known")?;
    // One folder per registry: its name depends on where the registry is mirrored.
    let registries = fs::read_dir(cargo_home.join("registry").join("src")).into_iter().flatten();
    let flags = registries.map(|registry| {
        let mut flag = OsString::from("--remap-path-prefix=");
        flag.push(registry?.path());
        flag.push("=/crates");
        Ok(flag)
    });
    Ok(flags.collect::<io::Result<_>>()?)
}
