//! `cargo xtask test`: runs all tests, with no other step before.
//!
//! All Rust tests are built by one cargo command, so that nothing is compiled twice, and are then
//! run as stages with a name and a time each. Stages that mostly wait run in parallel with those that compute.

mod again;
mod program;
mod remarks;
mod stage;
mod tally;

use std::process::{Command, ExitCode};
use std::sync::Mutex;

use anyhow::{Result, bail};

use crate::{build, codegen, dist, root, setup, shell, tidy, workflows};
use again::Again;
use program::Program;
use stage::Stage;
use tally::Tally;

/// Runners that mostly wait for an API server: they run in parallel with the others.
const WAITING: [&str; 2] = ["cluster", "accepted"];
/// The runner that depends on Dagu's time limits: it runs before the stages that compute, not in parallel with them.
const TIMED: &str = "dagu";
/// Runners that depend on how soon other programs answer: the few tests that fail get a second attempt.
const DELAYED: [&str; 8] = [
    "cluster",
    TIMED,
    "dagu-post/cli",
    "dist",
    "helm",
    "helm-dagu/interrupt",
    "helm-dagu/terminal",
    "helm-dagu/ui",
];

/// Arguments of the command.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only these stages, named as in the summary; setup and build always run
    only: Vec<String>,
}

/// Runs the stages and prints how many tests passed and failed.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    setup::ensure(setup::Part::Rust)?;
    let mut tally = Tally::new(arguments.only.clone());
    let programs = Mutex::new(Vec::new());
    // Go's compiler uses the processor core that Rust's linker leaves idle.
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
        vec![Stage::needed("setup", setup::all), Stage::check("workflows", workflows::check)],
    ]);
    let programs = programs.into_inner().expect("no stage panics");
    if arguments.only.is_empty() || arguments.only.iter().any(|stage| stage == "dist") {
        tally.beside(vec![vec![Stage::needed("release", dist::host)]]);
    }
    let waiting = WAITING.iter().flat_map(|name| stages(&programs, name)).collect();
    let timed = stages(&programs, TIMED);
    let rest = programs.iter().filter(|program| {
        let stage = program.stage();
        stage != TIMED && !WAITING.contains(&stage.as_str())
    });
    tally.beside(vec![waiting, timed.chain(computing(rest)).collect()]);
    let unknown = tally.unknown();
    if !unknown.is_empty() {
        bail!("unknown stage: {}", unknown.join(", "));
    }
    tally.repeat();
    Ok(tally.finish())
}

/// The stages of the programs with this name.
fn stages<'a>(programs: &'a [Program], name: &str) -> impl Iterator<Item = Stage<'a>> {
    let programs = programs.iter().filter(move |program| program.stage() == name);
    programs.map(|program| Stage::program(&program.stage(), program.command(), again(program)))
}

fn again(program: &Program) -> Again {
    if DELAYED.contains(&program.stage().as_str()) {
        let program = program.clone();
        Again::tests(move || program.command())
    } else {
        Again::never()
    }
}

/// Stages that compute have a low priority, so that those that wait for an event do not miss it.
fn computing<'a>(programs: impl Iterator<Item = &'a Program>) -> Vec<Stage<'a>> {
    let mut stages: Vec<_> = programs
        .map(|program| Stage::program(&program.stage(), shell::yielding(&program.command()), again(program)))
        .collect();
    let mut documentation = build::cargo();
    documentation.args(["test", "--quiet", "--workspace", "--doc"]);
    stages.push(Stage::program("documentation", documentation, Again::never()));
    stages.push(Stage::check("page/check", || shell::run(npm().args(["run", "--silent", "check"]))));
    let mut page = npm();
    page.args(["run", "--silent", "test"]);
    stages.push(Stage::program("page", page, Again::files(node_tests)));
    stages
}

fn node_tests() -> Command {
    let mut node = Command::new("node");
    node.current_dir(root::at("www")).args(["--test", "--test-concurrency=1"]);
    node
}

fn npm() -> Command {
    let mut npm = Command::new("npm");
    npm.current_dir(root::at("www"));
    npm
}
