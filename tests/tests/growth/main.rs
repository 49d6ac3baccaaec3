//! Work grows no faster than the input: counts the guest's instructions while one thing in an input grows.
//!
//! Time is not measured, so the machine and its load do not matter.

mod allocations;
mod differences;
mod inputs;
mod ledger;
mod work;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Result, ensure};
use libtest_mimic::{Arguments, Failed, Trial};

use inputs::Growing;
use work::Counter;

/// Each is four times the one before.
const COUNTS: [usize; 3] = [100, 400, 1600];
/// From one step to the next, what is linear grows fourfold, and what is quadratic sixteenfold. Sorting and maps that
/// stay sorted take a little more than the former.
const MOST: f64 = 6.0;

fn main() -> Result<ExitCode> {
    let arguments = Arguments::from_args();
    let counter = Arc::new(Counter::new()?);
    let failed = |error| Failed::from(format!("{error:#}"));
    let growing = inputs::all().into_iter().map(|growing| {
        let counter = Arc::clone(&counter);
        Trial::test(growing.name.clone(), move || check(&counter, &growing).map_err(failed))
    });
    let mut trials: Vec<Trial> = growing.collect();
    trials.push(Trial::test("ledger", move || ledger::check(&counter).map_err(failed)));
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

fn check(counter: &Counter, growing: &Growing) -> Result<()> {
    let [few, more, many] = COUNTS.map(|count| counter.count((growing.make)(count)));
    let (few, more, many) = (few?, more?, many?);
    // The differences leave out what does not grow.
    let (first, second) = (more.saturating_sub(few) as f64, many.saturating_sub(more) as f64);
    ensure!(
        second <= first.max(1e6) * MOST,
        "{few}, {more} and {many} instructions for {COUNTS:?}: {:.1} times as many from one step to the next",
        second / first
    );
    Ok(())
}
