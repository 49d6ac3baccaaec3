//! `cargo xtask codegen`: the files that are taken from the code.

use anyhow::Result;

use crate::shell;

/// Writes what is out of date or, for a check, fails because of it.
///
/// A program of its own does it: it is built with the core, which this one does without.
pub(crate) fn run(check: bool) -> Result<()> {
    let mut command = shell::cargo();
    command.args(["run", "--quiet", "--package", "xtask", "--bin", "codegen", "--features", "codegen", "--"]);
    command.args(check.then_some("--check"));
    shell::run(&mut command)
}
