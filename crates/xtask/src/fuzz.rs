//! `cargo xtask fuzz`: fuzzes for the given time; `cargo xtask test` fuzzes for a few seconds.

use anyhow::Result;

use crate::{build, shell};

/// Arguments of the command.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only this target: `stream`, `carrier`, `values`, `patches` or `injection`
    target: Option<String>,
    /// Minutes for each target
    #[arg(long, default_value_t = 10)]
    minutes: u64,
}

/// Runs the targets. An input that breaks something is kept in target/fuzz.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    build::program()?;
    let mut cargo = build::cargo();
    cargo.env("DAGU_FUZZ_SECONDS", arguments.minutes.saturating_mul(60).to_string());
    cargo.args(["test", "--workspace", "--test", "fuzz"]);
    if let Some(target) = &arguments.target {
        cargo.args(["--", "--exact", target]);
    }
    shell::run(&mut cargo)
}
