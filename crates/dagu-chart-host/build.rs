//! Builds the guest and compiles it ahead of time for the target, to be embedded by `src/module.rs`.

#[path = "src/config.rs"]
mod config;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use dagu_chart_artefact::{Artefact, PREBUILT, sha256};
use wasmtime::{Engine, OptLevel};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Cargo shows such a line as an error of its own. What is returned from `main` it would show with a
            // backtrace, where the environment asks for one.
            println!("cargo::error={error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let out_dir = PathBuf::from(env::var("OUT_DIR")?);
    let artefact = match env::var_os(PREBUILT) {
        Some(wasm) => Artefact::prebuilt(Path::new(&wasm))?,
        None => Artefact::build(&workspace()?, &out_dir, |line| println!("cargo::warning={line}"))?,
    };
    println!("cargo::rerun-if-env-changed={PREBUILT}");
    println!("cargo::rerun-if-changed=src/config.rs");
    for input in &artefact.inputs {
        println!("cargo::rerun-if-changed={}", input.display());
    }

    let module = fs::read(&artefact.wasm)?;
    println!("cargo::rustc-env=DAGU_CHART_SHA256={}", sha256(&module));
    let code = precompile(&module, &env::var("TARGET")?).map_err(|error| anyhow!("{error:#}"))?;
    fs::write(out_dir.join("dagu_chart.cwasm"), code)?;
    // For the tests: this program, and what was built on the way to the module.
    println!("cargo::rustc-env=DAGU_CHART_BUILD_SCRIPT={}", env::current_exe()?.display());
    println!("cargo::rustc-env=DAGU_CHART_ARTEFACT={}", artefact.wasm.display());
    println!("cargo::metadata=wasm={}", artefact.wasm.display());
    Ok(())
}

/// Naming the target, even when it is this machine, keeps the features of this machine's CPU out of the code.
fn precompile(module: &[u8], target: &str) -> wasmtime::Result<Vec<u8>> {
    let mut config = config::shared();
    config
        .target(target)?
        .cranelift_opt_level(OptLevel::Speed)
        .native_unwind_info(target.contains("windows"));
    Engine::new(&config)?.precompile_module(module)
}

fn workspace() -> Result<PathBuf> {
    let package = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let workspace = package.ancestors().nth(2).context("the package lies in crates/")?;
    Ok(workspace.to_owned())
}
