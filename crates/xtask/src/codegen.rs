//! `cargo xtask codegen`: the files that are taken from the code.

mod head;

use std::fs;

use anyhow::Result;

use crate::{root, shell};

/// Writes what is out of date or, for a check, fails because of it.
///
/// Programs of their own do it: they are built with what they read, which this one does without. The core holds what
/// `kubernetes` writes, so that comes first; it takes long to build and is asked only for a check or a new k8s-openapi.
pub(crate) fn run(check: bool) -> Result<()> {
    let head = head::head(root::root())?;
    let table = fs::read_to_string(root::at(head::PATH)).unwrap_or_default();
    if check || !table.starts_with(&head) {
        program("kubernetes", check)?;
    }
    program("codegen", check)
}

fn program(name: &str, check: bool) -> Result<()> {
    let mut command = shell::cargo();
    command.args(["run", "--quiet", "--package", "xtask", "--bin", name, "--features", name, "--"]);
    command.args(check.then_some("--check"));
    shell::run(&mut command)
}
