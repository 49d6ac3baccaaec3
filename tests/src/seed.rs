//! Where the randomness of a run comes from.

use std::env;

use anyhow::{Context, Result};

/// The number in `DAGU_SEED`, or one that nobody chose. It is printed, since whoever wants to see a failure again needs it.
#[expect(clippy::print_stderr, reason = "the seed is needed whenever a run fails")]
pub fn announced() -> Result<u64> {
    let seed = match env::var("DAGU_SEED") {
        Ok(seed) => seed.parse().context("DAGU_SEED is a number")?,
        Err(_) => fastrand::u64(..),
    };
    eprintln!("DAGU_SEED={seed}");
    Ok(seed)
}
