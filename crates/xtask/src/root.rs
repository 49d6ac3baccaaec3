//! Paths in a checkout.

use std::path::{Path, PathBuf};

/// The folder of the workspace's Cargo.toml.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("xtask is two folders below the root")
}

/// A path below the root, from its parts separated by `/`.
pub(crate) fn at(path: &str) -> PathBuf {
    root().join(path)
}

/// The folder of a tool that `cargo xtask setup` installs.
pub(crate) fn tool(name: &str) -> PathBuf {
    at("target/tools").join(name)
}

/// The folder of cargo's release builds for this machine.
pub(crate) fn release() -> PathBuf {
    target().join("release")
}

/// The folder of cargo's release builds for a target that is named.
pub(crate) fn built(name: &str) -> PathBuf {
    target().join(name).join("release")
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| at("target"), PathBuf::from)
}
