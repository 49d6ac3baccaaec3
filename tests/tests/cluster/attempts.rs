//! A second attempt for a trial that failed, on a control plane that no other trial uses.
//!
//! The controllers of a real cluster write when they want, and a busy machine delays them. A trial that fails and then
//! passes is reported as unstable, with its first error; one that is wrong fails both times.

use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Result, anyhow};
use dagu_chart_tests::case::Case;
use libtest_mimic::{Failed, Trial};

use crate::World;

/// How many trials get a second attempt: if more fail, the machine is not the reason.
const SECOND: usize = 3;

pub(crate) struct Attempts {
    world: Arc<World>,
    cases: Arc<Vec<Case>>,
    repeated: AtomicUsize,
    unstable: Mutex<Vec<String>>,
}

impl Attempts {
    pub(crate) fn new(world: Arc<World>, cases: Arc<Vec<Case>>) -> Self {
        Self { world, cases, repeated: AtomicUsize::new(0), unstable: Mutex::new(Vec::new()) }
    }

    /// A trial with this proof.
    pub(crate) fn trial(
        self: &Arc<Self>,
        name: String,
        proof: impl Fn(&World) -> Result<()> + Send + 'static,
    ) -> Trial {
        let attempts = Arc::clone(self);
        Trial::test(name.clone(), move || {
            attempts.run(&name, &proof).map_err(|error| Failed::from(format!("{error:#}")))
        })
    }

    fn run(&self, name: &str, proof: &impl Fn(&World) -> Result<()>) -> Result<()> {
        let Err(first) = proof(&self.world) else { return Ok(()) };
        if self.repeated.fetch_add(1, Ordering::Relaxed) >= SECOND {
            return Err(first);
        }
        let second = World::start(&self.cases).and_then(|world| proof(&world));
        second.map_err(|second| anyhow!("{first:#}\nsecond attempt: {second:#}"))?;
        let mut unstable = self.unstable.lock().unwrap_or_else(PoisonError::into_inner);
        unstable.push(format!("unstable: {name} passed only in its second attempt: {first:#}"));
        Ok(())
    }

    /// Prints the trials that needed their second attempt. The summary of `cargo xtask test` repeats these lines.
    pub(crate) fn report(&self) -> Result<()> {
        let mut stdout = io::stdout();
        for line in self.unstable.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            // One line for each, whatever the error has.
            writeln!(stdout, "{}", line.replace('\n', "; "))?;
        }
        Ok(())
    }
}
