//! Invalid, unusual and hostile input, made from that of the cases: `<target>`, for `DAGU_FUZZ_SECONDS`.
//!
//! Seeded mutation instead of a coverage-guided fuzzer, because those need a nightly
//! compiler or another linker. The seed is printed; `DAGU_SEED=<seed>` repeats the inputs.
#![expect(clippy::print_stderr, reason = "the seed is needed whenever a run fails")]

mod mutation;
mod target;

use std::env;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use dagu_chart_tests::case::{self, Case};
use dagu_chart_tests::chart::Chart;
use dagu_chart_tests::engine::Wasmtime;
use dagu_chart_tests::exit;
use dagu_chart_tests::judge::Judge;
use dagu_chart_tests::{place, seed};
use fastrand::Rng;
use libtest_mimic::{Arguments, Failed, Trial};

use mutation::mutate;
use target::{TARGETS, Target, World};

/// How long a target takes within `cargo xtask test`.
const SECONDS: u64 = 8;
/// Longer inputs of the cases only repeat themselves.
const LONGEST: usize = 1 << 15;

fn main() -> ExitCode {
    exit::code(run)
}

fn run() -> Result<ExitCode> {
    let arguments = Arguments::from_args();
    let seed = seed::announced()?;
    let time = Duration::from_secs(match env::var("DAGU_FUZZ_SECONDS") {
        Ok(seconds) => seconds.parse().context("DAGU_FUZZ_SECONDS is a number")?,
        Err(_) => SECONDS,
    });
    let judge = Judge::start()?;
    let chart = Chart::load(&judge)?;
    let cases = case::all()?;
    let mut trials = Vec::new();
    let world = Arc::new(World { engine: Wasmtime::new()?, judge: Judge::start()? });
    for target in TARGETS {
        let corpus = corpus(&target, &cases, &judge, &chart)?;
        ensure!(corpus.len() > 10, "{} inputs for {}", corpus.len(), target.name);
        let world = Arc::clone(&world);
        trials.push(Trial::test(target.name, move || {
            fuzz(&world, &target, &corpus, seed, time).map_err(|error| Failed::from(format!("{error:#}")))
        }));
    }
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

/// What the cases give the target.
fn corpus(target: &Target, cases: &[Case], judge: &Judge, chart: &Chart) -> Result<Vec<Vec<u8>>> {
    let mut corpus = Vec::new();
    for case in cases {
        corpus.extend((target.seed)(case, judge, chart)?);
    }
    corpus.retain(|input| input.len() <= LONGEST);
    Ok(corpus)
}

fn fuzz(world: &World, target: &Target, corpus: &[Vec<u8>], seed: u64, time: Duration) -> Result<()> {
    let end = Instant::now() + time;
    let (mut inputs, mut accepted) = (0_u64, 0_u64);
    while Instant::now() < end {
        let mut rng = Rng::with_seed(seed.wrapping_add(inputs));
        let input = mutate(&mut rng, corpus);
        match (target.holds)(world, &input) {
            Ok(ok) => accepted += u64::from(ok),
            Err(error) => return Err(error.context(keep(target, &input)?)),
        }
        inputs += 1;
    }
    eprintln!("{}: {inputs} inputs, {accepted} of them accepted", target.name);
    ensure!(accepted > 0, "nothing was accepted of {inputs} inputs");
    Ok(())
}

/// Writes the input to a file and returns the path.
fn keep(target: &Target, input: &[u8]) -> Result<String> {
    let folder = place::at("target/fuzz");
    std::fs::create_dir_all(&folder)?;
    let file = folder.join(target.name);
    std::fs::write(&file, input)?;
    Ok(format!("the input is in {}", file.display()))
}
