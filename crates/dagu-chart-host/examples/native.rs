//! The core without WebAssembly, for `cargo xtask bench`: manifests on stdin, manifests on stdout.

use std::error::Error;
use std::io::{self, Read, Write};

use dagu_chart::PostRenderOptions;

fn main() -> Result<(), Box<dyn Error>> {
    let mut input = Vec::new();
    io::stdin().lock().read_to_end(&mut input)?;
    let rendered = dagu_chart::post_render(&input, &PostRenderOptions::default());
    if !rendered.ok {
        return Err(dagu_chart_api::human(&rendered.diagnostics).into());
    }
    io::stdout().lock().write_all(&rendered.concat(&input))?;
    Ok(())
}
