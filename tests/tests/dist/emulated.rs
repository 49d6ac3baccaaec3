//! The programs for platforms that this machine can imitate: each answers like the one for this machine.

use std::env;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use dagu_chart_host::core_sha256;
use dagu_chart_tests::{helm, place};
use tempfile::TempDir;

use crate::archive::{self, unpacked};
use crate::home::{Helm, Home};
use crate::release;

/// A library of Windows from which Rust takes random numbers, and which Wine 8 lacks.
const RANDOM: &str = "tests/tests/dist/bcryptprimitives.c";

/// Linux on arm64, by QEMU.
pub(crate) fn prove_arm64() -> Result<()> {
    let qemu = emulator("qemu-aarch64-static", "qemu-user-static")?;
    let folder = unpacked(&release::plugin_for("linux-arm64"))?;
    archive::ensure_static(&folder.path().join("helm-dagu"))?;
    prove(folder.path(), "", |program| {
        let mut command = Command::new(&qemu);
        command.arg(program);
        command
    })
}

/// Windows, by Wine.
pub(crate) fn prove_windows() -> Result<()> {
    let wine = Wine::new()?;
    let folder = unpacked(&release::plugin_for("windows-amd64"))?;
    let mut zig = Command::new(place::tool("foreign/ziglang/zig")?);
    zig.args(["cc", "-target", "x86_64-windows-gnu", "-shared", "-nostdlib", "-o"]);
    zig.arg(folder.path().join("bcryptprimitives.dll")).arg(place::at(RANDOM)).arg("-ladvapi32");
    helm::print(&mut zig)?;
    prove(folder.path(), ".exe", |program| wine.command(&wine.program, program))
}

/// The program of a plugin answers like the one for this machine, under both of its names.
fn prove(plugin: &Path, suffix: &str, start: impl Fn(&Path) -> Command) -> Result<()> {
    let program = plugin.join(format!("helm-dagu{suffix}"));
    let version = helm::print(start(&program).arg("version"))?;
    ensure!(version.contains(core_sha256()), "another core: run `cargo xtask dist`\n{version}");

    let post_renderer = plugin.join(format!("dagu-post{suffix}"));
    fs::rename(program, &post_renderer)?;
    let here = unpacked(&release::plugin())?;
    fs::rename(here.path().join("helm-dagu"), here.path().join("dagu-post"))?;
    let stream = here.path().join("stream");
    fs::write(&stream, unrendered()?)?;
    let expected = helm::print(Command::new(here.path().join("dagu-post")).stdin(File::open(&stream)?))?;
    ensure!(expected.contains("\nkind: Deployment\n"), "{expected}");
    let rendered = helm::print(start(&post_renderer).stdin(File::open(&stream)?))?;
    ensure!(rendered == expected, "it renders otherwise than the program for this machine:\n{rendered}");
    Ok(())
}

/// What Helm sends to the post-renderer of the chart.
fn unrendered() -> Result<String> {
    let chart = release::folder().join(release::chart());
    let values = ["--set", "persistence.storageClass=shared", "--set", "auth.mode=none"];
    Home::new(Helm::Four)?.print(&[&["template", "dagu", &*chart.to_string_lossy()], &values[..]].concat())
}

/// A program that imitates a machine.
fn emulator(name: &str, packages: &str) -> Result<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
    found.with_context(|| format!("{name} is missing: run `apt-get install {packages}`"))
}

/// Wine, with a folder of its own.
struct Wine {
    program: PathBuf,
    server: PathBuf,
    prefix: TempDir,
}

impl Wine {
    fn new() -> Result<Self> {
        let packages = "wine wine64";
        Ok(Self {
            program: emulator("wine", packages)?,
            server: emulator("wineserver", packages)?,
            prefix: tempfile::tempdir()?,
        })
    }

    fn command(&self, program: &Path, argument: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.arg(argument).env("WINEPREFIX", self.prefix.path()).env("WINEDEBUG", "-all");
        command
    }
}

impl Drop for Wine {
    fn drop(&mut self) {
        // It outlives the programs for some seconds, and would write into its folder while that is deleted.
        let _ = self.command(&self.server, "--kill").status();
        let _ = self.command(&self.server, "--wait").status();
    }
}
