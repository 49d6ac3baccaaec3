//! `cargo xtask test`: everything that proves the project, with no step before it.
//!
//! All Rust tests are built by one cargo command, so that nothing is compiled twice, and are then
//! run one program after the other, each as a stage with a name and a time of its own.

mod program;
mod tally;

use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::{build, codegen, root, setup, shell, tidy};
use tally::Tally;

/// Arguments of the verb.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only these stages, as the summary names them; setup and build always run
    only: Vec<String>,
}

/// Runs the stages and prints, last of all, how many tests passed and failed.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mut tally = Tally::new(arguments.only.clone());
    tally.need("setup", setup::all);
    tally.check("tidy", tidy::run);
    tally.check("codegen", || codegen::run(true));
    tally.need("build", build::run);
    for program in program::all()? {
        tally.count(&program.stage(), &mut program.command());
    }
    tally.count("documentation", build::cargo().args(["test", "--quiet", "--workspace", "--doc"]));
    tally.check("page/check", || shell::run(npm().args(["run", "--silent", "check"])));
    tally.count("page", npm().args(["run", "--silent", "test"]));
    let unknown = tally.unknown();
    if !unknown.is_empty() {
        bail!("no stage is called {}", unknown.join(", "));
    }
    Ok(tally.finish())
}

fn npm() -> Command {
    let mut npm = Command::new("npm");
    npm.current_dir(root::at("www"));
    npm
}
