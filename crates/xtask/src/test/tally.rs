//! Counts passed and failed tests of each stage.

use std::process::ExitCode;
use std::thread;

use super::stage::{Count, Done, Stage};

/// The stages so far.
pub(crate) struct Tally {
    only: Vec<String>,
    known: Vec<String>,
    done: Vec<Done>,
}

impl Tally {
    /// Counts the named stages, or all if none is named.
    pub(crate) fn new(only: Vec<String>) -> Tally {
        Tally { only, known: Vec::new(), done: Vec::new() }
    }

    /// Runs the stages of each lane in turn, and the lanes in parallel.
    pub(crate) fn beside(&mut self, mut lanes: Vec<Vec<Stage<'_>>>) {
        for lane in &mut lanes {
            self.known.extend(lane.iter().map(|stage| stage.name.clone()));
            lane.retain(|stage| stage.needed || self.only.is_empty() || self.only.contains(&stage.name));
        }
        self.done.extend(thread::scope(|scope| {
            let lanes: Vec<_> = lanes
                .into_iter()
                .map(|lane| scope.spawn(|| lane.into_iter().map(Stage::run).collect::<Vec<_>>()))
                .collect();
            lanes.into_iter().flat_map(|lane| lane.join().expect("no stage panics")).collect::<Vec<_>>()
        }));
    }

    /// Runs the failed tests of each stage once more, if they get a second attempt.
    pub(crate) fn repeat(&mut self) {
        self.done = self.done.drain(..).map(Done::repeat).collect();
    }

    /// The requested stages that do not exist.
    pub(crate) fn unknown(&self) -> Vec<String> {
        self.only.iter().filter(|name| !self.known.contains(name)).cloned().collect()
    }

    /// Prints the summary; its last line is the total.
    pub(crate) fn finish(self) -> ExitCode {
        let mut total = Count::default();
        println!("\n{:<24} {:>7} {:>7} {:>9}", "stage", "passed", "failed", "seconds");
        for Done { name, count, took, .. } in &self.done {
            println!("{name:<24} {:>7} {:>7} {:>9.1}", count.passed, count.failed, took.as_secs_f64());
            total.passed += count.passed;
            total.failed += count.failed;
        }
        for Done { name, remarks, .. } in &self.done {
            for (index, remark) in remarks.iter().enumerate() {
                println!("{}{name}: {remark}", if index == 0 { "\n" } else { "" });
            }
        }
        println!("\n{} passed, {} failed", total.passed, total.failed);
        if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
