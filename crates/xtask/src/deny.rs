//! `cargo xtask deny`: licences, versions and sources of all dependencies, and known vulnerabilities. `deny.toml` has the
//! rules.

use anyhow::Result;

use crate::setup::{self, Part, deny};
use crate::shell;

/// Fails if a dependency breaks a rule.
pub(crate) fn run() -> Result<()> {
    setup::ensure(Part::Deny)?;
    shell::run(deny::program().args(["check", "bans", "licenses", "sources"]))?;
    // The database of vulnerabilities is a repository of its own, which not every network reaches.
    if shell::run(deny::program().args(["fetch", "db"])).is_err() {
        println!("advisories: not checked, because their database cannot be downloaded");
        return Ok(());
    }
    shell::run(deny::program().args(["check", "--disable-fetch", "advisories"]))
}
