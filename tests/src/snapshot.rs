//! Messages of other programs to our users, kept as files.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::expectation::{blessing, diff};
use crate::place;

/// Compares a text with tests/snapshots/`name`-`variant`.txt; writes it there when blessing.
pub fn check(name: &str, variant: &str, text: &str) -> Result<()> {
    let path = place::at("tests/snapshots").join(format!("{name}-{variant}.txt"));
    if blessing() {
        return fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()));
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    if kept == text {
        return Ok(());
    }
    bail!(
        "{} is not what came out; `cargo xtask bless` takes it:\n{}",
        path.display(),
        diff(kept.as_bytes(), text.as_bytes())
    )
}
