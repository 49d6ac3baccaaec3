//! wasm-bindgen's half of the build: the module's exports for JavaScript become glue and types.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::copies;

const NAME: &str = "dagu_chart";

pub(crate) fn generate(module: &Path, dir: &Path) -> Result<PathBuf> {
    let fresh = dir.join("bindings");
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name(NAME)
        .web(true)?
        .typescript(true)
        // The page's bundler decides where the module lies.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    let mut output =
        bindgen.generate_output().with_context(|| format!("wasm-bindgen over {}", module.display()))?;
    copies::shorten(output.wasm_mut())?;
    output.emit(&fresh)?;

    let wasm = dir.join(NAME).with_extension("wasm");
    replace(&fresh.join(format!("{NAME}_bg.wasm")), &wasm)?;
    for glue in ["js", "d.ts"] {
        let name = Path::new(NAME).with_extension(glue);
        replace(&fresh.join(&name), &dir.join(&name))?;
    }
    Ok(wasm)
}

/// A file that stays the same keeps its time, so that what was made from it is not made again.
fn replace(fresh: &Path, file: &Path) -> io::Result<()> {
    let bytes = fs::read(fresh)?;
    match fs::read(file) {
        Ok(old) if old == bytes => Ok(()),
        _ => fs::write(file, bytes),
    }
}
