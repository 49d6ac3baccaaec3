//! The seed of a run.

use std::env;

use anyhow::{Context, Result};

/// The number in `DAGU_SEED`, or a random one. It is printed, because you need it to repeat a failure.
#[expect(clippy::print_stderr, reason = "the seed is needed whenever a run fails")]
pub fn announced() -> Result<u64> {
    let seed = match env::var("DAGU_SEED") {
        Ok(seed) => seed.parse().context("DAGU_SEED is a number")?,
        Err(_) => fastrand::u64(..),
    };
    eprintln!("DAGU_SEED={seed}");
    Ok(seed)
}
