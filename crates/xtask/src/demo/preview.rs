//! Renders values files with the core as a native library, for `cargo xtask demo`: it builds much faster than the
//! WebAssembly and its compiler.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line program prints")]

#[path = "../exit.rs"]
mod exit;

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use dagu_chart_api::{RenderRequest, ValuesText, human};

fn main() -> ExitCode {
    exit::code(run().map(|()| ExitCode::SUCCESS))
}

fn run() -> Result<()> {
    let read = |name: String| {
        let text = fs::read_to_string(&name).with_context(|| format!("cannot read {name}"))?;
        Ok(ValuesText { name, text })
    };
    let values = std::env::args().skip(1).map(read).collect::<Result<_>>()?;
    let rendered = dagu_chart::render(&RenderRequest { values, ..RenderRequest::default() });
    let text = human(&rendered.diagnostics);
    if !rendered.ok {
        bail!("{text}");
    }
    eprint!("{text}");
    print!("{}", rendered.manifests);
    Ok(())
}
