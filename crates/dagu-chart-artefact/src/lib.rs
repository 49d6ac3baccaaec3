//! Builds the guest: one `.wasm` that wasmtime and the page both run, with its JavaScript glue.
//!
//! Used by the build script of `dagu-chart-host`, which embeds the module, and by xtask, which
//! gives it to the page. Equal sources give equal bytes, in whatever folder they stand.

mod bindings;
mod copies;
mod guest;
mod inputs;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The environment variable that names a `dagu_chart.wasm` built before, its glue beside it, to be used as it is.
pub const PREBUILT: &str = "DAGU_CHART_WASM";

/// The guest and its glue, as files.
#[derive(Debug)]
pub struct Artefact {
    /// The module.
    pub wasm: PathBuf,
    /// Its glue, an ES module for the web: the caller passes the module's URL or bytes.
    pub javascript: PathBuf,
    /// The types of the glue.
    pub types: PathBuf,
    /// Every file that the module is made from: when one changes, it has to be built again.
    pub inputs: Vec<PathBuf>,
}

impl Artefact {
    /// Builds the guest of the workspace at `workspace`.
    ///
    /// What is written, Cargo's own target folder included, is written under `dir`. That folder must
    /// not be the target folder of the caller's Cargo, which holds its lock. `say` gets a line where the target
    /// of the guest has to be installed first.
    pub fn build(workspace: &Path, dir: &Path, say: impl FnOnce(&str)) -> Result<Self> {
        dagu_chart_target::ensure(workspace, dagu_chart_target::GUEST, say)?;
        let module = guest::build(workspace, &dir.join("target"))?;
        let inputs = inputs::of(workspace, &module)?;
        let glue = bindings::generate(&module, dir)?;
        Ok(Self { inputs, ..Self::at(&glue) })
    }

    /// The artefact whose module is `wasm`, built before.
    pub fn prebuilt(wasm: &Path) -> Result<Self> {
        fs::metadata(wasm).with_context(|| format!("{PREBUILT}={}", wasm.display()))?;
        Ok(Self::at(wasm))
    }

    fn at(wasm: &Path) -> Self {
        Self {
            wasm: wasm.to_owned(),
            javascript: wasm.with_extension("js"),
            types: wasm.with_extension("d.ts"),
            inputs: vec![wasm.to_owned()],
        }
    }
}

/// The name of an artefact: sha256 of the module, in hex.
pub fn sha256(module: &[u8]) -> String {
    let digest = Sha256::digest(module);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
