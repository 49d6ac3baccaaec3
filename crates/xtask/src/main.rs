//! The project's own commands, one file each: `cargo xtask <command>`.
//!
//! It runs other programs. It depends on nothing that takes long to build, because every command
//! waits for it.
#![expect(clippy::print_stdout, reason = "a command line program prints")]

mod exit;
mod platform;
mod root;
mod shell;
mod versions;

mod bench;
mod bless;
mod build;
mod codegen;
mod demo;
mod deny;
mod dist;
mod fuzz;
mod setup;
mod test;
mod tidy;
mod workflows;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

/// The commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "The project's own commands")]
enum Verb {
    /// Install the tools of the tests into target/tools, unless they are there
    Setup(setup::Arguments),
    /// Build the core, the page, and the program (copied into bin/)
    Build,
    /// Build only the core, into target/artefact
    Core,
    /// Make everything that a release consists of, in target/dist
    Dist(dist::Arguments),
    /// Render the chart with the core and with Helm, and show the result
    Demo,
    /// Set up, build, and run all tests
    Test(test::Arguments),
    /// Fuzz for minutes instead of the seconds that `test` takes
    Fuzz(fuzz::Arguments),
    /// Measure time and memory, and compare with other tools
    Bench(bench::Arguments),
    /// Run a command and print its resource usage
    #[command(hide = true)]
    Meter(bench::process::Metered),
    /// Write the files that are generated from the code
    Codegen {
        /// Write nothing; fail if a file is out of date
        #[arg(long)]
        check: bool,
    },
    /// Write the current output as the expected output of the tests
    Bless(bless::Arguments),
    /// Check licences, versions and sources of all dependencies, and known vulnerabilities
    Deny,
    /// Check links, imports, versions and other rules of the project
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
        Verb::Dist(arguments) => dist::run(&arguments)?,
        Verb::Demo => demo::run()?,
        Verb::Test(arguments) => return test::run(&arguments),
        Verb::Fuzz(arguments) => fuzz::run(&arguments)?,
        Verb::Bench(arguments) => bench::run(&arguments)?,
        Verb::Meter(metered) => bench::process::meter(&metered)?,
        Verb::Codegen { check } => codegen::run(check)?,
        Verb::Bless(arguments) => bless::run(&arguments)?,
        Verb::Deny => deny::run()?,
        Verb::Tidy => tidy::run()?,
    }
    Ok(ExitCode::SUCCESS)
}
