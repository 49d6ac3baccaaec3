//! Random valid values files, and the properties of their objects: `valid/<part>`.
//!
//! The seed is printed; `DAGU_SEED=<seed>` repeats the files. The generator uses
//! only fastrand, which the workspace has anyway: values must be valid as a whole, which the
//! strategies and the shrinking of proptest cannot ensure.
#![expect(
    clippy::print_stderr,
    reason = "the seed is needed whenever a run fails, and is asked for when it does not"
)]

mod choice;
mod generator;
mod injected;
mod pods;
mod property;
mod workload;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Result, ensure};
use dagu_chart_tests::chart::Chart;
use dagu_chart_tests::engine::Wasmtime;
use dagu_chart_tests::exit;
use dagu_chart_tests::judge::Judge;
use dagu_chart_tests::seed;
use dagu_chart_tests::shrink;
use libtest_mimic::{Arguments, Failed, Trial};

use choice::{Choice, strings};
use property::{Outcome, Property};

/// The number of files in a run, and of the trials that share them, which run in parallel.
const FILES: usize = 5000;
const PARTS: usize = 20;
/// If more files are refused, the generator tests too little.
const REFUSED_AT_MOST: usize = FILES / PARTS / 20;

/// What all trials share.
struct World {
    seed: u64,
    strings: Vec<String>,
    engine: Wasmtime,
}

fn main() -> ExitCode {
    exit::code(run)
}

fn run() -> Result<ExitCode> {
    let mut arguments = Arguments::from_args();
    // Each trial keeps a judge busy besides.
    arguments.test_threads = arguments.test_threads.or(Some(2));
    let seed = seed::announced()?;
    let world = Arc::new(World { seed, strings: strings()?, engine: Wasmtime::new()? });
    let trials = (0..PARTS).map(|part| {
        let world = Arc::clone(&world);
        Trial::test(format!("valid/{part}"), move || {
            prove(&world, part).map_err(|error| Failed::from(format!("{error:#}")))
        })
    });
    Ok(libtest_mimic::run(&arguments, trials.collect()).exit_code())
}

/// One part of the files.
fn prove(world: &World, part: usize) -> Result<()> {
    let judge = Judge::start()?;
    let chart = Chart::load(&judge)?;
    let property = Property { engine: &world.engine, judge: &judge, chart: &chart };
    let mut refused = Vec::new();
    for number in part * FILES / PARTS..(part + 1) * FILES / PARTS {
        let mut choice = Choice::new(world.seed.wrapping_add(number as u64), &world.strings);
        let mut values = generator::values(&mut choice);
        let others = workload::beside(&mut choice, &mut values);
        match property.holds(&values, &others, number) {
            Ok(Outcome::Accepted) => {}
            Ok(Outcome::Refused(text)) => refused.push(text),
            Err(error) => {
                let fails = |values: &_| property.holds(values, &others, number).is_err();
                let least = shrink::least(values, &fails);
                let error = property.holds(&least, &others, number).err().unwrap_or(error);
                return Err(error.context(format!("DAGU_SEED={}, file {number}:\n{least:#}\n", world.seed)));
            }
        }
    }
    eprintln!("valid/{part}: {} of {} files refused", refused.len(), FILES / PARTS);
    ensure!(
        refused.len() <= REFUSED_AT_MOST,
        "the generator makes files that are refused:\n{}",
        refused.join("\n")
    );
    Ok(())
}
