//! What builds for other platforms: Zig, which links for all of them, and the command of cargo that calls it. Both are
//! Python packages that contain a released program.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use super::pip;
use super::stamp::once;
use crate::{root, shell};

const NAME: &str = "foreign";
/// The packages with their checksums, as pip reads them: of the programs for Linux on x86-64.
const REQUIREMENTS: &str = "cargo-zigbuild==0.24.1 \
    --hash=sha256:238a1ab54a95053a4eadc34775c81f795a8ad75f80bfed63f3f445f518102375\n\
    ziglang==0.17.1 \
    --hash=sha256:ea6cc5d87b033cf0aedfbc8f9549a908cae6c50ac31f1698188fa48a74524b54\n";

/// Installs both as target/tools/foreign, unless they are on PATH.
pub(crate) fn install() -> Result<()> {
    if shell::which("cargo-zigbuild").is_some() {
        println!("cargo-zigbuild: from PATH");
        return Ok(());
    }
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        bail!(
            "cargo-zigbuild is needed for other platforms: run `pip install ziglang cargo-zigbuild`, or \
             `cargo xtask dist --host`"
        );
    }
    once(NAME, REQUIREMENTS, |folder| pip::install(REQUIREMENTS, folder))
}

/// Lets cargo find what is installed.
pub(crate) fn find(cargo: &mut Command) -> Result<()> {
    let installed = root::tool(NAME);
    if !installed.is_dir() {
        return Ok(());
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = [installed.join("bin")].into_iter().chain(env::split_paths(&path)).collect();
    cargo
        .env("PATH", env::join_paths(folders)?)
        .env("CARGO_ZIGBUILD_ZIG_PATH", installed.join("ziglang/zig"));
    Ok(())
}
