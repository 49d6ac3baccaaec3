//! A Cargo of its own that compiles the guest, the same from every folder and under every caller.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

const PACKAGE: &str = "dagu-chart-wasm";
const MODULE: &str = "dagu_chart_wasm.wasm";
const TARGET: &str = "wasm32-unknown-unknown";
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
        .args(["--target", TARGET, "--profile", PROFILE, "--target-dir"])
        .arg(target_dir);
    for name in FOREIGN {
        command.env_remove(name);
    }
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with(FOREIGN_PREFIX) {
            command.env_remove(name);
        }
    }
    command.env("CARGO_ENCODED_RUSTFLAGS", rustflags(workspace)?);

    let status = command.status().with_context(|| format!("cannot run {command:?}"))?;
    if !status.success() {
        bail!("the guest was not built ({status}); if the target is missing: rustup target add {TARGET}");
    }
    Ok(target_dir.join(TARGET).join(PROFILE).join(MODULE))
}

/// Wins over every other source of rustflags, which a build script's Cargo would otherwise mix in.
fn rustflags(workspace: &Path) -> Result<OsString> {
    // Reference types would need wasmtime's garbage collector in the host. SIMD looks through a stream half as fast
    // again, and every browser has had it since 2023.
    // The standard library marks much as worth inlining: at LLVM's own threshold for that, the module would be a fifteenth
    // larger and, at 1,000 pools, about a tenth faster. The page's first load counts for more.
    let mut flags = OsString::from("-Ctarget-feature=-reference-types,-multivalue,+simd128");
    flags.push("\x1f-Cllvm-args=-inlinehint-threshold=100");
    for (from, to) in path_names(workspace)? {
        flags.push("\x1f--remap-path-prefix=");
        flags.push(from);
        flags.push("=");
        flags.push(to);
    }
    Ok(flags)
}

/// Folders whose names the compiler would write into panic messages, and the names it writes instead.
fn path_names(workspace: &Path) -> Result<Vec<(PathBuf, &'static str)>> {
    let mut names = vec![(workspace.canonicalize()?, "/dagu")];
    let cargo_home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .context("neither CARGO_HOME nor a home folder is known")?;
    // Below it, one folder per registry: its name depends on where the registry is mirrored.
    let registries = cargo_home.join("registry").join("src");
    for registry in fs::read_dir(registries).into_iter().flatten() {
        names.push((registry?.path(), "/crates"));
    }
    Ok(names)
}
