//! `cargo xtask dist`: everything that a release consists of, in target/dist, the same bytes in every checkout.

mod again;
mod annotations;
mod archive;
mod chart;
mod contents;
mod image;
mod key;
mod plugin;
mod repository;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::platform::{PLATFORMS, Platform};
use crate::setup::{self, Part};
use crate::{build, root, shell};
use archive::Archive;
use contents::Contents;
use key::{Key, SIGNATURE};

/// The version of everything in a release.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The folder of a release.
const FOLDER: &str = "target/dist";
/// Its file with the sums of all others.
const SUMS: &str = "SHA256SUMS";

/// Arguments of the command.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only for this machine, which needs no tools for other platforms
    #[arg(long)]
    host: bool,
    /// Only these platforms, such as linux-arm64
    #[arg(long, value_name = "PLATFORM", conflicts_with = "host")]
    platform: Vec<String>,
    /// Sign the plugins and the chart with this key of gpg, as Helm verifies them
    #[arg(long, value_name = "KEY")]
    sign: Option<String>,
    /// Check the programs for other platforms: run those that this machine can imitate, and look into those for macOS
    #[arg(long, conflicts_with = "host")]
    check: bool,
    /// Make it a second time, from a clone in another folder: the bytes have to be the same
    #[arg(long)]
    twice: bool,
}

/// Builds and packs everything.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let platforms = chosen(arguments)?;
    if arguments.twice {
        again::ensure_committed()?;
    }
    let key = arguments.sign.as_deref().map(Key::of_user).transpose()?;
    let repository = repository::given()?;
    build::run()?;
    pack(&platforms, key.as_ref(), repository.as_deref())?;
    if arguments.check {
        check(&platforms)?;
    }
    if arguments.twice {
        again::compare(&arguments.selection())?;
    }
    Ok(())
}

impl Arguments {
    /// What selects the platforms, as it was typed.
    fn selection(&self) -> Vec<String> {
        let mut words: Vec<_> =
            self.platform.iter().map(|platform| format!("--platform={platform}")).collect();
        if self.host {
            words.push("--host".to_owned());
        }
        words
    }
}

/// Runs the trials for other platforms, which `cargo xtask test` leaves out.
fn check(platforms: &[&Platform]) -> Result<()> {
    for platform in platforms.iter().filter(|platform| !platform.is_host()) {
        let mut cargo = build::cargo();
        cargo.args(["test", "--workspace", "--test", "dist", "--", "--ignored", "--exact"]);
        shell::run(cargo.arg(format!("foreign/{}", platform.name)))?;
    }
    Ok(())
}

/// Packs what is built, except for the programs of other platforms, which are built one by one.
fn pack(platforms: &[&Platform], key: Option<&Key>, repository: Option<&str>) -> Result<()> {
    let folder = root::at(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    for platform in platforms {
        let program = build::release(platform)?;
        let contents = Contents::of(platform)?;
        let licenses = contents.licenses()?;
        let list = folder.join(format!("dagu-contents-{VERSION}-{}.cdx.json", platform.name));
        fs::write(list, contents.list())?;
        plugin::pack(platform, &program, &licenses, &folder)?;
        if platform.name.starts_with("linux-") {
            image::pack(platform, &program, &licenses, repository, &folder)?;
        }
    }
    chart::pack(repository, &folder)?;
    page(&folder)?;
    for script in ["install.sh", "install.ps1"] {
        fs::copy(root::at(script), folder.join(script))?;
    }
    if let Some(key) = key {
        key.sign(&folder)?;
    }
    sums(&folder)
}

/// The release for this machine, from what is built, signed by a key of the tests. It is packed twice: the bytes have to be
/// the same.
pub(crate) fn host() -> Result<()> {
    let host = [this_machine()?];
    let key = Key::of_tests()?;
    let repository = repository::given()?;
    let pack = || pack(&host, Some(&key), repository.as_deref());
    pack()?;
    let sums = || fs::read_to_string(root::at(FOLDER).join(SUMS));
    let first = sums()?;
    pack()?;
    let second = sums()?;
    ensure!(first == second, "the second release differs from the first:\n{first}\n{second}");
    Ok(())
}

fn this_machine() -> Result<&'static Platform> {
    Platform::host().context("there are no releases for this machine's platform")
}

/// The platforms to build for.
fn chosen(arguments: &Arguments) -> Result<Vec<&'static Platform>> {
    if arguments.host {
        return Ok(vec![this_machine()?]);
    }
    let find = |name: &String| {
        let found = PLATFORMS.iter().find(|platform| platform.name == name);
        found.with_context(|| {
            let known: Vec<_> = PLATFORMS.iter().map(|platform| platform.name).collect();
            format!("unknown platform `{name}`: there are {}", known.join(", "))
        })
    };
    let platforms: Vec<_> = match &arguments.platform[..] {
        [] => PLATFORMS.iter().collect(),
        names => names.iter().map(find).collect::<Result<_>>()?,
    };
    if platforms.iter().any(|platform| !platform.is_host()) {
        setup::ensure(Part::Foreign)?;
    }
    Ok(platforms)
}

/// The page as a folder for a web server.
fn page(folder: &Path) -> Result<()> {
    let mut archive = Archive::new();
    archive.folder(&root::at(build::PAGE), "")?;
    archive.file("LICENSE", fs::read(root::at("LICENSE"))?);
    archive.gzip(&folder.join(format!("dagu-page-{VERSION}.tgz")))
}

/// The sha256 of every file, as `sha256sum --check` reads it. A signature has a time, and is never the same again.
fn sums(folder: &Path) -> Result<()> {
    let mut names = names(folder)?;
    names.retain(|name| !name.to_string_lossy().ends_with(SIGNATURE));
    let sums = shell::read(Command::new("sha256sum").current_dir(folder).args(names))?;
    fs::write(folder.join(SUMS), &sums)?;
    print!("{sums}");
    Ok(())
}

fn names(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(PathBuf::from(entry?.file_name()));
    }
    names.sort();
    Ok(names)
}
