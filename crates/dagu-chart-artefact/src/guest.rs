//! A Cargo of its own that compiles the guest, the same from every folder and under every caller.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use dagu_chart_target::GUEST;

const PACKAGE: &str = "dagu-chart-wasm";
const MODULE: &str = "dagu_chart_wasm.wasm";
const PROFILE: &str = "guest";

/// What Cargo and clippy leave in a build script's environment, and users in theirs, that would change the module.
const FOREIGN: &[&str] = &["RUSTC_WORKSPACE_WRAPPER", "RUSTFLAGS", "CARGO_INCREMENTAL"];
const FOREIGN_PREFIX: &str = "CARGO_PROFILE_";

pub(crate) fn build(workspace: &Path, target_dir: &Path) -> Result<PathBuf> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(workspace)
        .args(["build", "--quiet", "--locked", "--package", PACKAGE])
        .args(["--target", GUEST, "--profile", PROFILE, "--target-dir"])
        .arg(target_dir);
    for name in FOREIGN {
        command.env_remove(name);
    }
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with(FOREIGN_PREFIX) {
            command.env_remove(name);
        }
    }
    command.env("CARGO_ENCODED_RUSTFLAGS", rustflags()?);

    let status = command.status().context("cannot start cargo")?;
    ensure!(status.success(), "cannot build the core: cargo ended with {status}");
    Ok(target_dir.join(GUEST).join(PROFILE).join(MODULE))
}

/// Wins over every other source of rustflags, which a build script's Cargo would otherwise mix in.
fn rustflags() -> Result<OsString> {
    // Reference types would need wasmtime's garbage collector in the host. SIMD looks through a stream half as fast
    // again, and every browser has had it since 2023.
    // Both thresholds are below LLVM's own: docs/benchmarks.md has the sizes and times of others. The page's first load
    // counts for more.
    let mut flags = OsString::from("-Ctarget-feature=-reference-types,-multivalue,+simd128");
    flags.push("\x1f-Cllvm-args=-inlinehint-threshold=100 -inline-threshold=15");
    for flag in dagu_chart_target::remapped()? {
        flags.push("\x1f");
        flags.push(flag);
    }
    Ok(flags)
}
