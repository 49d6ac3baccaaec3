//! Builds the core into the folder given as its only argument, for `cargo xtask build`.
#![expect(clippy::print_stdout, reason = "a command line program prints")]

mod exit;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use dagu_chart_artefact::Artefact;

fn main() -> ExitCode {
    exit::code(run().map(|()| ExitCode::SUCCESS))
}

fn run() -> Result<()> {
    let folder = std::env::args_os().nth(1).context("the folder is missing: pass it as the only argument")?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).context("no workspace")?;
    Artefact::build(root, Path::new(&folder), |line| println!("{line}")).map(drop)
}
