//! Texts that other programs show our users, kept as files.

use std::fs;

use anyhow::{Context, Result, bail};
use similar::TextDiff;

use crate::place;

/// Compares a text with tests/snapshots/`name`-`variant`.txt; writes it there when blessing.
pub fn check(name: &str, variant: &str, text: &str) -> Result<()> {
    let path = place::at("tests/snapshots").join(format!("{name}-{variant}.txt"));
    if std::env::var_os("DAGU_BLESS").is_some() {
        return fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()));
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    if kept == text {
        return Ok(());
    }
    let difference = TextDiff::from_lines(&kept, text).unified_diff().to_string();
    bail!("{} differs; `cargo xtask bless` takes what came out:\n{difference}", path.display())
}
