//! The project's own commands, one file per verb: `cargo xtask <verb>`.
//!
//! It drives other programs. It depends on nothing that takes long to build, since every command
//! waits for it.
#![expect(clippy::print_stdout, reason = "a command line program prints")]

mod root;
mod shell;

mod build;
mod setup;

use anyhow::Result;
use clap::Parser;

/// What a person can ask for.
#[derive(Parser)]
#[command(name = "cargo xtask", about = "The project's own commands")]
enum Verb {
    /// Install what the tests need into target/tools; what is there already is kept
    Setup(setup::Arguments),
    /// Build the core, both programs (copied into bin/) and the page
    Build,
}

fn main() -> Result<()> {
    match Verb::parse() {
        Verb::Setup(arguments) => setup::run(&arguments),
        Verb::Build => build::run(),
    }
}
