//! `cargo xtask codegen`: the files that are generated from the code.

mod head;

use std::fs;

use anyhow::Result;

use crate::{root, shell};

/// Writes outdated files or, for a check, fails if there are any.
///
/// Separate programs do it, because they depend on the core and this one does not. The core contains the output of
/// `kubernetes`, which therefore runs first. It takes long to build, so it runs only for a check or a new k8s-openapi.
pub(crate) fn run(check: bool) -> Result<()> {
    let head = head::head(root::root())?;
    let table = fs::read_to_string(root::at(head::PATH)).unwrap_or_default();
    if check || !table.starts_with(&head) {
        program("kubernetes", check)?;
    }
    program("codegen", check)?;
    if check {
        // Without its feature, `cargo test` skips the program.
        let mut tests = shell::cargo();
        tests.args(["test", "--quiet", "--package", "xtask", "--bin", "codegen", "--features", "codegen"]);
        shell::run(&mut tests)?;
    }
    Ok(())
}

fn program(name: &str, check: bool) -> Result<()> {
    let mut command = shell::cargo();
    command.args(["run", "--quiet", "--package", "xtask", "--bin", name, "--features", name, "--"]);
    command.args(check.then_some("--check"));
    shell::run(&mut command)
}
