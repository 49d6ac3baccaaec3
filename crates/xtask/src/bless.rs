//! `cargo xtask bless`: writes the current output as the expected output.

use anyhow::Result;

use crate::{build, shell};

/// Arguments of the command.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only these runners: `cases` writes the expectations of cases, `examples` the findings in docs/, the others Helm's messages
    #[arg(default_values = ["cases", "examples", "helm", "cluster"])]
    runners: Vec<String>,
}

/// Runs the runners so that they write what they get. Read the difference before you commit it.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    build::program()?;
    for runner in &arguments.runners {
        let mut cargo = build::cargo();
        cargo.env("DAGU_BLESS", "1").args(["test", "--package", "dagu-chart-tests", "--test"]);
        shell::run(cargo.arg(runner))?;
    }
    shell::run(shell::git().args(["status", "--short", "tests", "docs"]))
}
