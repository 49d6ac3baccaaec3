//! `cargo xtask test`: runs all tests, with no other step before.
//!
//! All Rust tests are built by one cargo command, so that nothing is compiled twice, and are then
//! run as stages with a name and a time each. Stages that mostly wait run in parallel with those that compute.

mod program;
mod remarks;
mod stage;
mod tally;

use std::collections::BTreeSet;
use std::process::{Command, ExitCode};
use std::sync::Mutex;

use anyhow::{Result, bail};

use crate::{build, codegen, dist, root, setup, shell, tidy};
use program::Program;
use stage::Stage;
use tally::Tally;

/// Runners that mostly wait for an API server: they run in parallel with the others.
const WAITING: [&str; 2] = ["cluster", "accepted"];
/// The runner that depends on Dagu's time limits: it runs before the stages that compute, not in parallel with them.
const TIMED: &str = "dagu";

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
        vec![Stage::needed("setup", setup::all)],
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
    Ok(tally.finish())
}

/// The stages of the programs with this name.
fn stages<'a>(programs: &'a [Program], name: &str) -> impl Iterator<Item = Stage<'a>> {
    let programs = programs.iter().filter(move |program| program.stage() == name);
    programs.map(|program| Stage::program(&program.stage(), program.command()))
}

/// Stages that compute have a low priority, so that those that wait for an event do not miss it.
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
    stages.push(Stage::repeated("page", page, failed_files));
    stages
}

/// Runs the files of the page's tests that failed; Node says of each where it is, as `location: '/www/tests/a.test.js:9:1'`.
fn failed_files(lines: &[String]) -> Option<Command> {
    let files: BTreeSet<_> = lines
        .iter()
        .filter_map(|line| line.trim().strip_prefix("location: '")?.split_once(".test.js:"))
        .map(|(start, _)| format!("{start}.test.js"))
        .collect();
    let mut node = Command::new("node");
    node.current_dir(root::at("www")).args(["--test", "--test-concurrency=1"]).args(&files);
    (!files.is_empty()).then_some(node)
}

fn npm() -> Command {
    let mut npm = Command::new("npm");
    npm.current_dir(root::at("www"));
    npm
}

#[cfg(test)]
mod tests {
    use super::failed_files;

    #[test]
    fn each_failed_file_of_the_page_is_run_again() {
        let output = "ok 1 - a\n  ---\n  duration_ms: 1\n  ...\nnot ok 2 - b\n  ---\n  location: '/w/tests/a.test.js:9:1'\n  \
                      ...\nnot ok 3 - c\n  ---\n  location: '/w/tests/a.test.js:19:1'\n  ...";
        let lines: Vec<_> = output.lines().map(str::to_owned).collect();
        let command = failed_files(&lines).expect("a command");
        let arguments: Vec<_> = command.get_args().filter_map(|argument| argument.to_str()).collect();
        assert_eq!(arguments, ["--test", "--test-concurrency=1", "/w/tests/a.test.js"]);
        assert!(failed_files(&lines[..4]).is_none());
    }
}
