//! Writes the files that are generated from the code and committed, because Helm and people read them
//! without building anything. Run by `cargo xtask codegen`, with the root as working directory.
#![expect(clippy::print_stdout, reason = "a command line program prints")]

mod comparison;
mod defaults;
mod diagnostics;
#[path = "../exit.rs"]
mod exit;
mod icon;
mod promises;
mod reference;
mod schema;
mod types;
mod values;

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// A generated file.
struct Generated {
    /// Its path below the root.
    path: &'static str,
    text: String,
}

fn main() -> ExitCode {
    exit::code(run().map(|()| ExitCode::SUCCESS))
}

fn run() -> Result<()> {
    let check = std::env::args().nth(1).is_some_and(|argument| argument == "--check");
    let mut stale = Vec::new();
    for file in generated()? {
        if fs::read_to_string(file.path).is_ok_and(|text| text == file.text) {
            continue;
        }
        if !check {
            fs::write(file.path, &file.text).with_context(|| format!("cannot write {}", file.path))?;
            println!("wrote {}", file.path);
        }
        stale.push(file.path);
    }
    if check && !stale.is_empty() {
        bail!("out of date: {}; run `cargo xtask codegen`", stale.join(", "));
    }
    Ok(())
}

fn generated() -> Result<Vec<Generated>> {
    let defaults = values::text();
    let values: Value =
        serde_yaml::from_str(&defaults).with_context(|| format!("{} is not YAML", values::PATH))?;
    let schema = dagu_chart::values_schema();
    let diagnostics = diagnostics::texts()?;
    Ok(vec![
        Generated { path: schema::PATH, text: schema::text(&schema)? },
        Generated { path: values::PATH, text: defaults },
        Generated { path: defaults::PATH, text: defaults::text(&read(defaults::CHART)?, &values)? },
        Generated { path: reference::PATH, text: reference::inserted(&read(reference::PATH)?)? },
        Generated { path: icon::PATH, text: icon::inserted(&read(icon::PATH)?, &read(icon::SOURCE)?)? },
        Generated { path: diagnostics::PATH, text: diagnostics.diagnostics },
        Generated { path: diagnostics::EXAMPLES, text: diagnostics.examples },
        Generated { path: comparison::PATH, text: comparison::text(&values)? },
        Generated { path: promises::PATH, text: promises::text()? },
        Generated { path: "www/src/core/types.ts", text: types::types_ts() },
    ])
}

fn read(path: &str) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {path}"))
}

/// The text with everything between the two marker lines replaced.
fn between(text: &str, begin: &str, end: &str, new: &str) -> Result<String> {
    let (head, rest) = text.split_once(begin).with_context(|| format!("the line `{begin}` is missing"))?;
    let (_, tail) = rest.split_once(end).with_context(|| format!("the line `{end}` is missing"))?;
    Ok(format!("{head}{begin}\n{new}{end}{tail}"))
}
