//! `cargo xtask bless`: takes what comes out now as what is expected.

use anyhow::Result;

use crate::{build, shell};

/// Arguments of the verb.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only these runners: `cases` writes what the cases expect, the others what Helm says
    #[arg(default_values = ["cases", "helm", "cluster"])]
    runners: Vec<String>,
}

/// Runs the runners with the order to write down what they see. Read the difference before committing it.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    build::programs()?;
    for runner in &arguments.runners {
        let mut cargo = build::cargo();
        cargo.env("DAGU_BLESS", "1").args(["test", "--package", "dagu-chart-tests", "--test"]);
        shell::run(cargo.arg(runner))?;
    }
    shell::run(shell::git().args(["status", "--short", "tests"]))
}
