//! `cargo xtask test`: everything that proves the project, with no step before it.
//!
//! All Rust tests are built by one cargo command, so that nothing is compiled twice, and are then
//! run as stages, each with a name and a time of its own. Stages that mostly wait run beside those that compute.

mod program;
mod stage;
mod tally;

use std::process::{Command, ExitCode};
use std::sync::Mutex;

use anyhow::{Result, bail};

use crate::{build, codegen, root, setup, shell, tidy};
use program::Program;
use stage::Stage;
use tally::Tally;

/// Runners that spend most of their time on waiting for an API server: they run beside everything else.
const WAITING: [&str; 2] = ["cluster", "accepted"];
/// The runner in which Dagu's own time limits count: it runs before everything that computes, not beside it.
const TIMED: &str = "dagu";

/// Arguments of the verb.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only these stages, as the summary names them; setup and build always run
    only: Vec<String>,
}

/// Runs the stages and prints, last of all, how many tests passed and failed.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    setup::ensure(setup::Part::Rust)?;
    let mut tally = Tally::new(arguments.only.clone());
    let programs = Mutex::new(Vec::new());
    // Go's compiler fills the core that Rust's linker leaves idle.
    tally.beside(vec![
        vec![
            Stage::check("tidy", tidy::run),
            Stage::check("codegen", || codegen::run(true)),
            Stage::needed("build", build::run),
            Stage::needed("programs", || {
                *programs.lock().expect("no stage panics") = program::all()?;
                Ok(())
            }),
        ],
        vec![Stage::needed("setup", setup::all)],
    ]);
    let programs = programs.into_inner().expect("no stage panics");
    let waiting = WAITING.iter().flat_map(|name| stages(&programs, name)).collect();
    let timed = stages(&programs, TIMED);
    let rest = programs.iter().filter(|program| {
        let stage = program.stage();
        stage != TIMED && !WAITING.contains(&stage.as_str())
    });
    tally.beside(vec![waiting, timed.chain(computing(rest)).collect()]);
    let unknown = tally.unknown();
    if !unknown.is_empty() {
        bail!("no stage is called {}", unknown.join(", "));
    }
    Ok(tally.finish())
}

/// The stages of the programs that are called so.
fn stages<'a>(programs: &'a [Program], name: &str) -> impl Iterator<Item = Stage<'a>> {
    let programs = programs.iter().filter(move |program| program.stage() == name);
    programs.map(|program| Stage::program(&program.stage(), program.command()))
}

/// What computes gives way, so that what waits for a moment does not miss it.
fn computing<'a>(programs: impl Iterator<Item = &'a Program>) -> Vec<Stage<'a>> {
    let mut stages: Vec<_> = programs
        .map(|program| Stage::program(&program.stage(), shell::yielding(&program.command())))
        .collect();
    let mut documentation = build::cargo();
    documentation.args(["test", "--quiet", "--workspace", "--doc"]);
    stages.push(Stage::program("documentation", documentation));
    stages.push(Stage::check("page/check", || shell::run(npm().args(["run", "--silent", "check"]))));
    let mut page = npm();
    page.args(["run", "--silent", "test"]);
    stages.push(Stage::program("page", page));
    stages
}

fn npm() -> Command {
    let mut npm = Command::new("npm");
    npm.current_dir(root::at("www"));
    npm
}
