//! Compiles the guest once more, so that it counts its work: for `tests/growth`.

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow};
use wasmtime::{Config, Engine, OptLevel};

fn main() -> Result<()> {
    let wasm = env::var_os("DEP_DAGU_CHART_GUEST_WASM").context("dagu-chart-host names its guest")?;
    println!("cargo::rerun-if-env-changed=DEP_DAGU_CHART_GUEST_WASM");
    println!("cargo::rerun-if-changed={}", PathBuf::from(&wasm).display());
    println!("cargo::rustc-env=DAGU_CHART_COUNTED={}", PathBuf::from(&wasm).display());
    let mut config = Config::new();
    config.consume_fuel(true).cranelift_opt_level(OptLevel::None);
    let code = Engine::new(&config)
        .and_then(|engine| engine.precompile_module(&fs::read(wasm)?))
        .map_err(|error| anyhow!("{error:?}"))?;
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("counting.cwasm"), code)?;
    Ok(())
}
