//! `cargo xtask build`: the core, the page, and the program under both names, which contains both.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::platform::Platform;
use crate::{root, setup, shell};

/// The path of the core for the program and the page.
const ARTEFACT: &str = "target/artefact";

/// The built page.
pub(crate) const PAGE: &str = "www/dist";

/// The name of the program.
pub(crate) const PROGRAM: &str = "helm-dagu";
/// Its name as the post-renderer.
const POST_RENDERER: &str = "dagu-post";

/// Builds the core, the page and the program.
pub(crate) fn run() -> Result<()> {
    core()?;
    let page = page();
    install()?;
    page.context("the program is built in bin/, but the page is not, and `helm dagu ui` needs it")
}

/// Builds the program for release, and puts it into bin/ under both names, where the plugins find it.
pub(crate) fn program() -> Result<()> {
    core()?;
    install()
}

fn install() -> Result<()> {
    let built = match Platform::host() {
        Some(platform) if has_target(platform) => release(platform)?,
        _ => plain()?,
    };
    fs::create_dir_all(root::at("bin"))?;
    replace(PROGRAM, |new| fs::copy(&built, new).map(drop))?;
    replace(POST_RENDERER, |new| symlink(PROGRAM, new))
}

/// Builds the core into target/artefact, for all later builds.
pub(crate) fn core() -> Result<()> {
    setup::ensure(setup::Part::Rust)?;
    let mut cargo = shell::cargo();
    cargo.args(["run", "--quiet", "--package", "xtask", "--bin", "artefact", "--features", "artefact", "--"]);
    shell::run(cargo.arg(root::at(ARTEFACT)))
}

/// Cargo, with the core from target/artefact instead of one for each profile, and with the page, if it is built.
pub(crate) fn cargo() -> Command {
    let mut cargo = shell::cargo();
    cargo.env("DAGU_CHART_WASM", root::at(ARTEFACT).join("dagu_chart.wasm"));
    let page = root::at(PAGE);
    if page.join("index.html").is_file() {
        cargo.env("DAGU_PAGE", page);
    }
    cargo
}

/// Whether the compiler can build for a platform; if not, the reason is printed.
fn has_target(platform: &Platform) -> bool {
    let ensured = dagu_chart_target::ensure(root::root(), platform.target, |line| println!("{line}"));
    ensured.inspect_err(|error| println!("{error:#}; building for the C library of this machine")).is_ok()
}

/// Builds the program for the target that the compiler has by default.
fn plain() -> Result<PathBuf> {
    shell::run(cargo().args(["build", "--release", "--package", PROGRAM]))?;
    Ok(root::release().join(PROGRAM))
}

/// Builds the program for a platform, with no path of this machine in it, and returns its file. The core is in
/// target/artefact.
pub(crate) fn release(platform: &Platform) -> Result<PathBuf> {
    dagu_chart_target::ensure(root::root(), platform.target, |line| println!("{line}"))?;
    let mut cargo = cargo();
    if platform.is_host() {
        cargo.arg("build");
        // wasmtime compiles one function of C, which needs no C library: any compiler for this machine can do it.
        cargo.env(format!("CC_{}", platform.target.replace('-', "_")), "cc");
    } else {
        setup::foreign::find(&mut cargo)?;
        cargo.args(["zigbuild", "--features", "dagu-chart-host/foreign"]);
        // A linker for Windows writes the time into the program otherwise.
        cargo.env("SOURCE_DATE_EPOCH", "0");
    }
    let mut flags = dagu_chart_target::remapped()?;
    if let Some(version) = platform.oldest_macos() {
        cargo.env("MACOSX_DEPLOYMENT_TARGET", version);
        // Debug information of the linker names the folder of the build. It is stripped after linking, but the
        // identifier of the program, which is a hash, still depends on it.
        flags.push("-Clink-arg=-Wl,-S".into());
    }
    cargo.args(["--release", "--locked", "--package", PROGRAM, "--target", platform.target]);
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.join(OsStr::new("\x1f")));
    let start = Instant::now();
    shell::run(&mut cargo)?;
    let program = root::built(platform.target).join(platform.program(PROGRAM));
    let (size, took) = (fs::metadata(&program)?.len(), start.elapsed().as_secs_f64());
    println!("{}: {size} bytes in {took:.0} s", platform.name);
    Ok(program)
}

/// Puts a new file into bin/, instead of changing the one that is there, so that a running copy keeps its own.
fn replace(name: &str, make: impl FnOnce(&Path) -> io::Result<()>) -> Result<()> {
    let new = root::at("bin").join(format!(".{name}.new"));
    let made = match fs::remove_file(&new) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => make(&new).and_then(|()| fs::rename(&new, root::at("bin").join(name))),
    };
    made.with_context(|| format!("cannot write bin/{name}"))
}

fn page() -> Result<()> {
    setup::page()?;
    let mut npm = Command::new("npm");
    shell::run(npm.current_dir(root::at("www")).args(["run", "--silent", "build"]))
}
