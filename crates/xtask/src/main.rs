//! The project's own commands, one file per verb: `cargo xtask <verb>`.
//!
//! It drives other programs. It depends on nothing that takes long to build, since every command
//! waits for it.
#![expect(clippy::print_stdout, reason = "a command line program prints")]

mod exit;
mod root;
mod shell;

mod bench;
mod bless;
mod build;
mod codegen;
mod demo;
mod fuzz;
mod setup;
mod test;
mod tidy;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

/// What a person can ask for.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "The project's own commands")]
enum Verb {
    /// Install what the tests need into target/tools; what is there already is kept
    Setup(setup::Arguments),
    /// Build the core, both programs (copied into bin/) and the page
    Build,
    /// Build the core alone, into target/artefact
    Core,
    /// Render the chart by real Helm and show what comes out
    Demo,
    /// Prove everything: set up, build, and run every test
    Test(test::Arguments),
    /// Fuzz by hand, for minutes in place of the seconds that `test` takes
    Fuzz(fuzz::Arguments),
    /// Measure what it costs, beside what else people run
    Bench(bench::Arguments),
    /// Run one command and print what it used
    #[command(hide = true)]
    Meter(bench::process::Metered),
    /// Write the files that are taken from the code
    Codegen {
        /// Write nothing, fail when a file is out of date
        #[arg(long)]
        check: bool,
    },
    /// Take what comes out now as what the tests expect
    Bless(bless::Arguments),
    /// Check what neither compiler, formatter nor linter looks at
    Tidy,
}

fn main() -> ExitCode {
    exit::code(run(Verb::parse()))
}

fn run(verb: Verb) -> Result<ExitCode> {
    match verb {
        Verb::Setup(arguments) => setup::run(&arguments)?,
        Verb::Build => build::run()?,
        Verb::Core => build::core()?,
        Verb::Demo => demo::run()?,
        Verb::Test(arguments) => return test::run(&arguments),
        Verb::Fuzz(arguments) => fuzz::run(&arguments)?,
        Verb::Bench(arguments) => bench::run(&arguments)?,
        Verb::Meter(metered) => bench::process::meter(&metered)?,
        Verb::Codegen { check } => codegen::run(check)?,
        Verb::Bless(arguments) => bless::run(&arguments)?,
        Verb::Tidy => tidy::run()?,
    }
    Ok(ExitCode::SUCCESS)
}
